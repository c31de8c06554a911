@NullMarked
package io.poshub.engine.handling;

import org.jspecify.annotations.NullMarked;
