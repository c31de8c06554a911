/**
 * How far a terminal has come in its stream, in memory and in a file that outlives it.
 *
 * <p>{@link io.poshub.client.progress.Progress} is immutable; the file is written by the terminal's
 * owner thread only.
 */
@NullMarked
package io.poshub.client.progress;

import org.jspecify.annotations.NullMarked;
