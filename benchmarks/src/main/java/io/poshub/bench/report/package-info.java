/**
 * Turns raw results into tables and plots in {@code docs/benchmarks.md}. What people wrote there
 * stays: only what stands between a part's marks is replaced.
 */
@NullMarked
package io.poshub.bench.report;

import org.jspecify.annotations.NullMarked;
