@NullMarked
package io.poshub.engine;

import org.jspecify.annotations.NullMarked;
