package io.poshub.rest.giftcard;

import io.poshub.engine.giftcard.CardAccess;
import io.poshub.engine.giftcard.CardCode;
import io.poshub.engine.giftcard.CardPin;
import io.poshub.engine.giftcard.CardRef;
import io.poshub.engine.giftcard.CardRefusal;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.json.Fields;
import io.poshub.protocol.json.InvalidFieldsException;
import io.poshub.rest.HttpReply;
import io.poshub.rest.RefusedException;
import io.poshub.rest.call.TenantRequest;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which card a call is about, and what it shows for it; a key that has guessed too often is stopped
 * here. Virtual threads.
 */
public final class CardDoor {
  private static final String PIN_HEADER = "X-Gift-Card-Pin";
  private static final String PIN_HEADER_LOWER_CASE = "x-gift-card-pin";
  private static final int PIN_MAX_CHARS = 16;
  private static final String PIN_FORM = "must have 4 to 8 digits";

  private final MissBudget misses;

  public CardDoor(MissBudget misses) {
    this.misses = misses;
  }

  /** The card that the path names. */
  CardRef named(TenantRequest request) {
    Optional<CardRef> card = CardRef.of(request.path("card"));
    if (card.isPresent() && card.get() instanceof CardRef.ById) {
      return card.get();
    }
    misses.check(request.caller().keyId());
    return card.orElseThrow(() -> {
      misses.missed(request.caller().keyId());
      return new RefusedException(CardRefusals.of(new CardRefusal.Unknown()));
    });
  }

  /** The card that the body names by its code. */
  CardRef named(TenantRequest request, CardCode code) {
    misses.check(request.caller().keyId());
    return new CardRef.ByCode(code);
  }

  /**
   * The card, with the PIN of the body or else of the header.
   *
   * @param fields null where there is no body
   */
  static CardAccess access(TenantRequest request, CardRef card, @Nullable Fields fields) {
    String written = fields == null ? null : fields.optionalText("pin", PIN_MAX_CHARS);
    if (written != null && fields != null) {
      Optional<CardPin> pin = CardPin.of(written);
      if (pin.isEmpty()) {
        fields.reject("pin", PIN_FORM);
      }
      return new CardAccess(card, pin.orElse(null));
    }
    String header = request.request().call().header(PIN_HEADER_LOWER_CASE);
    CardPin pin =
        header == null
            ? null
            : CardPin.of(header.strip())
                .orElseThrow(() -> new InvalidFieldsException(PIN_HEADER, PIN_FORM));
    return new CardAccess(card, pin);
  }

  /**
   * Answers and counts a wrong code or PIN. An answer is written on any thread and perhaps twice;
   * the miss is counted here, once.
   */
  HttpReply counting(TenantRequest request, CardRef card, Supplier<HttpReply> answer) {
    try {
      return answer.get();
    } catch (RefusedException e) {
      if (card instanceof CardRef.ByCode && isMiss(e.refusal().code())) {
        misses.missed(request.caller().keyId());
      }
      throw e;
    }
  }

  /** Counts a wrong code or PIN, should that be why an answer failed that came later. */
  void countMiss(TenantRequest request, CardRef card, @Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof RefusedException refused
        && card instanceof CardRef.ByCode
        && isMiss(refused.refusal().code())) {
      misses.missed(request.caller().keyId());
    }
  }

  private static boolean isMiss(ErrorCode code) {
    return code == ErrorCode.GIFT_CARD_NOT_FOUND || code == ErrorCode.PIN_FAILED;
  }
}
