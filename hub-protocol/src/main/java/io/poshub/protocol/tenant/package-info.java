/** Tenants and keys as operators see them. */
@NullMarked
package io.poshub.protocol.tenant;

import org.jspecify.annotations.NullMarked;
