/**
 * The online shop of a tenant over HTTP: connecting, what its webhooks bring, looking at it again,
 * and the work that waits for it. Virtual threads.
 */
@NullMarked
package io.poshub.rest.shop;

import org.jspecify.annotations.NullMarked;
