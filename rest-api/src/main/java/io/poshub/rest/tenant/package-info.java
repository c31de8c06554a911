/** Tenants, keys and tickets over HTTP: what operators and tenant admins do. Virtual threads. */
@NullMarked
package io.poshub.rest.tenant;

import org.jspecify.annotations.NullMarked;
