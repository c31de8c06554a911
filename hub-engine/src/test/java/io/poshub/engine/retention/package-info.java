/** Tests of the room. */
@NullMarked
package io.poshub.engine.retention;

import org.jspecify.annotations.NullMarked;
