/** Keeps other people's secrets encrypted at rest. Owns no table; any thread. */
@NullMarked
package io.poshub.connectors.vault;

import org.jspecify.annotations.NullMarked;
