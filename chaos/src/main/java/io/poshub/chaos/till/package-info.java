/** Terminals that write down every frame they receive. Each runs on virtual threads of its own. */
@NullMarked
package io.poshub.chaos.till;

import org.jspecify.annotations.NullMarked;
