/** What a refused call is answered with. Any thread. */
@NullMarked
package io.poshub.protocol.problem;

import org.jspecify.annotations.NullMarked;
