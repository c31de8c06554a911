/** The decisions, with seeded randomness. */
@NullMarked
package io.poshub.client.reconnect;

import org.jspecify.annotations.NullMarked;
