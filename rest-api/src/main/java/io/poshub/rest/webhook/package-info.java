/** A tenant's webhooks over HTTP. Virtual threads. */
@NullMarked
package io.poshub.rest.webhook;

import org.jspecify.annotations.NullMarked;
