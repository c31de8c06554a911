/**
 * JSON as the hub accepts and writes it: strict in, compact {@code snake_case} out.
 *
 * <p>A request is read into a small tree that keeps each number's own text, because an amount must
 * be read exactly and {@code 1e2} must be told from {@code 100}. Any thread.
 */
@NullMarked
package io.poshub.protocol.json;

import org.jspecify.annotations.NullMarked;
