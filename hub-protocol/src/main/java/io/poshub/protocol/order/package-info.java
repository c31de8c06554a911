/** An online or walk-in order as clients see it, and which status may follow which. */
@NullMarked
package io.poshub.protocol.order;

import org.jspecify.annotations.NullMarked;
