/** Loyalty points over HTTP: look, add, redeem, list. Virtual threads. */
@NullMarked
package io.poshub.rest.loyalty;

import org.jspecify.annotations.NullMarked;
