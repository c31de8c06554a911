/** A TCP proxy that can cut, stall, delay and swallow. Virtual threads of its own. */
@NullMarked
package io.poshub.chaos.proxy;

import org.jspecify.annotations.NullMarked;
