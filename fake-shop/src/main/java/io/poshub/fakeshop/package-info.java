/**
 * A shop for tests: it answers the REST calls and sends the webhooks that a real WooCommerce does,
 * with the habits that were seen on real ones. Everything lives in memory; any thread.
 */
@NullMarked
package io.poshub.fakeshop;

import org.jspecify.annotations.NullMarked;
