/**
 * The way out of the hub: which addresses it may connect to, and the calls it makes. Addresses that
 * strangers give are resolved once, checked, and connected to as they were checked, so that a name
 * cannot lead somewhere else a moment later. Owns no table; virtual threads.
 */
@NullMarked
package io.poshub.engine.outbound;

import org.jspecify.annotations.NullMarked;
