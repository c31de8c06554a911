@NullMarked
package io.poshub.engine.read;

import org.jspecify.annotations.NullMarked;
