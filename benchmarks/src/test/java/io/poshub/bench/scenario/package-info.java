@NullMarked
package io.poshub.bench.scenario;

import org.jspecify.annotations.NullMarked;
