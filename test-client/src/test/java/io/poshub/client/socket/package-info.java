/** Reading of the hub's messages. */
@NullMarked
package io.poshub.client.socket;

import org.jspecify.annotations.NullMarked;
