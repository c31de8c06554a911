@NullMarked
package io.poshub.engine.timer;

import org.jspecify.annotations.NullMarked;
