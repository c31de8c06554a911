/**
 * Shops' webhooks: what they bring, and that they are there at the shop and switched on. They only
 * hasten what a sweep guarantees. Owns no table; virtual threads.
 */
@NullMarked
package io.poshub.connectors.hook;

import org.jspecify.annotations.NullMarked;
