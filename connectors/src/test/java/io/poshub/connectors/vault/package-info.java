/** Tests of the vault. */
@NullMarked
package io.poshub.connectors.vault;

import org.jspecify.annotations.NullMarked;
