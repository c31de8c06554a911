/**
 * Writers: shops and tills that place orders and move money and points, and ask again until they
 * are answered; and the readers of what came of it. Virtual threads.
 */
@NullMarked
package io.poshub.chaos.shop;

import org.jspecify.annotations.NullMarked;
