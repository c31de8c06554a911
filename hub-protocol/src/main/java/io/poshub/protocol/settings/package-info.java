/** What a tenant's settings look like on the wire, as far as terminals see them. */
@NullMarked
package io.poshub.protocol.settings;

import org.jspecify.annotations.NullMarked;
