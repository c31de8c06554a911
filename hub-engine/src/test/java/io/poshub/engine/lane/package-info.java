@NullMarked
package io.poshub.engine.lane;

import org.jspecify.annotations.NullMarked;
