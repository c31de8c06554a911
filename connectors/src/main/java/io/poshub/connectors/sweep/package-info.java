/**
 * Walks over what a shop has changed, so that nothing depends on a webhook having come. Owns no
 * table: how far it is stands with the connection. Timers' thread starts a sweep, a virtual thread
 * of its own does it.
 */
@NullMarked
package io.poshub.connectors.sweep;

import org.jspecify.annotations.NullMarked;
