@NullMarked
package io.poshub.engine.giftcard;

import org.jspecify.annotations.NullMarked;
