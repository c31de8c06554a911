/** Figures: latencies, samples and their medians, the machine, raw results as lines of JSON. */
@NullMarked
package io.poshub.bench.measure;

import org.jspecify.annotations.NullMarked;
