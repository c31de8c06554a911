@NullMarked
package io.poshub.bench.process;

import org.jspecify.annotations.NullMarked;
