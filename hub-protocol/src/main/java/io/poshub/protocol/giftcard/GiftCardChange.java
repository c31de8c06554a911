package io.poshub.protocol.giftcard;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The data of {@code gift_card_purchased} and {@code gift_card_updated}; the ledger row is null
 * where none was written.
 */
public record GiftCardChange(
    GiftCard giftCard,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable GiftCardTransaction transaction) {}
