/**
 * Real parts for tests: one database server per run with a schema of its own for whoever asks, a
 * clock that stands still, seeds that can be replayed, and the one place that waits. Any thread.
 */
@NullMarked
package io.poshub.testing;

import org.jspecify.annotations.NullMarked;
