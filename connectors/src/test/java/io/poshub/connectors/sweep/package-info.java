/** Tests of what sweeps are made of. */
@NullMarked
package io.poshub.connectors.sweep;

import org.jspecify.annotations.NullMarked;
