@NullMarked
package io.poshub.bench.report;

import org.jspecify.annotations.NullMarked;
