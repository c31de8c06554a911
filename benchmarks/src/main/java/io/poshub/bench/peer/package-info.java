/**
 * The servers that are measured: the hub, started from its jars as {@code ./hub start} does it, and
 * its peers, each a small program in {@code benchmarks/peers} that does the same work. They all
 * answer to {@link PushServer}, so that a scenario does not know whom it measures.
 */
@NullMarked
package io.poshub.bench.peer;

import org.jspecify.annotations.NullMarked;
