/**
 * The commands that measure whole servers: each starts the hub and its peers as processes, takes
 * them in turn round by round, writes every round down and prints the medians.
 */
@NullMarked
package io.poshub.bench.scenario;

import org.jspecify.annotations.NullMarked;
