/**
 * Loyalty points over HTTP: look, add, redeem, hold, undo, correct, merge, list. Virtual threads.
 */
@NullMarked
package io.poshub.rest.loyalty;

import org.jspecify.annotations.NullMarked;
