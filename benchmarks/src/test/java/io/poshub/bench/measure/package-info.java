@NullMarked
package io.poshub.bench.measure;

import org.jspecify.annotations.NullMarked;
