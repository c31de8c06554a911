/** A loyalty account and the rows of its ledger as clients see them. */
@NullMarked
package io.poshub.protocol.loyalty;

import org.jspecify.annotations.NullMarked;
