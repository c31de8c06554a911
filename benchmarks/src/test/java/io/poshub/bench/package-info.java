@NullMarked
package io.poshub.bench;

import org.jspecify.annotations.NullMarked;
