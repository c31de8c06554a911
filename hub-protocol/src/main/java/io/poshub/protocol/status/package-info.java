/** What an admin sees of a tenant's terminals. */
@NullMarked
package io.poshub.protocol.status;

import org.jspecify.annotations.NullMarked;
