/**
 * The program: configuration, the order in which the parts are built and closed, and {@code main}.
 *
 * <p>Runs on the main thread at start and on the shutdown thread at the end.
 */
@NullMarked
package io.poshub.server;

import org.jspecify.annotations.NullMarked;
