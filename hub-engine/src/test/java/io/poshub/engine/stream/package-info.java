@NullMarked
package io.poshub.engine.stream;

import org.jspecify.annotations.NullMarked;
