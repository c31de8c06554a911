/** What became of a call whose answer never arrived. Virtual threads. */
@NullMarked
package io.poshub.rest.idempotency;

import org.jspecify.annotations.NullMarked;
