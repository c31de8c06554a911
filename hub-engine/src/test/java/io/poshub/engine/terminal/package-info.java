@NullMarked
package io.poshub.engine.terminal;

import org.jspecify.annotations.NullMarked;
