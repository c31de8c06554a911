/**
 * Decides from recorded histories alone whether a hub kept its promises. Pure functions; any
 * thread.
 */
@NullMarked
package io.poshub.chaos.check;

import org.jspecify.annotations.NullMarked;
