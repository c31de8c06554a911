/** Tests of this room. */
@NullMarked
package io.poshub.server.net;

import org.jspecify.annotations.NullMarked;
