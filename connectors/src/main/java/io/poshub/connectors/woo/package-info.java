/**
 * WooCommerce as it is: how to call a shop, how its orders read as the hub's, how its webhooks are
 * signed. Knows no table. Calls block on virtual threads; reading is pure.
 */
@NullMarked
package io.poshub.connectors.woo;

import org.jspecify.annotations.NullMarked;
