/**
 * Orders over HTTP: take in, list, look at, move on.
 *
 * <p>{@code OrderReader} reads a body, {@code OrderArithmetic} makes it add up. Virtual threads;
 * reading is pure.
 */
@NullMarked
package io.poshub.rest.order;

import org.jspecify.annotations.NullMarked;
