/** A gift card and the rows of its ledger as clients see them. */
@NullMarked
package io.poshub.protocol.giftcard;

import org.jspecify.annotations.NullMarked;
