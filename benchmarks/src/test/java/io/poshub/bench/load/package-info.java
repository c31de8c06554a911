@NullMarked
package io.poshub.bench.load;

import org.jspecify.annotations.NullMarked;
