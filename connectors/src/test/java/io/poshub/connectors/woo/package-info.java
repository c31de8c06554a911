/** Tests of the room of the same name. */
@NullMarked
package io.poshub.connectors.woo;

import org.jspecify.annotations.NullMarked;
