/**
 * The words both ends of the wire agree on: errors, close codes, positions, money, phones, limits.
 *
 * <p>Everything here is immutable and safe on any thread; nothing here knows a socket or a
 * database.
 */
@NullMarked
package io.poshub.protocol;

import org.jspecify.annotations.NullMarked;
