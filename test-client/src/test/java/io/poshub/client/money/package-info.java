/** Tests of the room. */
@NullMarked
package io.poshub.client.money;

import org.jspecify.annotations.NullMarked;
