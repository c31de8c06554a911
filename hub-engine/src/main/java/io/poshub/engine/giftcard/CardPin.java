package io.poshub.engine.giftcard;

import io.poshub.engine.tenant.CardKey;
import io.poshub.protocol.Limits;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A card's PIN, 4 to 8 digits. Never printed; any thread.
 *
 * <p>What is stored is a random salt and the HMAC of both under the tenant's card key, which lies
 * in another schema. A slow hash would not help: ten thousand PINs are tried in minutes whatever it
 * costs, and every paying till would wait for it. A secret key does: without it a copy of the cards
 * tells nothing.
 */
public final class CardPin {
  private static final int SALT_BYTES = 16;
  private static final Pattern FORM =
      Pattern.compile(
          "[0-9]{" + Limits.CARD_PIN_MIN_DIGITS + "," + Limits.CARD_PIN_MAX_DIGITS + "}");

  private final String digits;

  private CardPin(String digits) {
    this.digits = digits;
  }

  public static Optional<CardPin> of(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new CardPin(text)) : Optional.empty();
  }

  /** What is stored of the PIN. */
  public PinHash hash(CardKey key, SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return hash(key, HexFormat.of().formatHex(salt));
  }

  boolean matches(PinHash stored, CardKey key) {
    return MessageDigest.isEqual(stored.bytes(), hash(key, stored.salt()).bytes());
  }

  private PinHash hash(CardKey key, String salt) {
    // No code of a card has a colon, so no code's hash is a PIN's.
    return new PinHash(salt + HexFormat.of().formatHex(key.hash("pin:" + salt + ":" + digits)));
  }

  @Override
  public String toString() {
    return "CardPin[hidden]";
  }

  /** Salt and HMAC, as hexadecimal text so that cards can be compared. */
  public record PinHash(String hex) {
    byte[] bytes() {
      return HexFormat.of().parseHex(hex);
    }

    static PinHash of(byte[] bytes) {
      return new PinHash(HexFormat.of().formatHex(bytes));
    }

    private String salt() {
      return hex.substring(0, 2 * SALT_BYTES);
    }

    @Override
    public String toString() {
      return "PinHash[hidden]";
    }
  }
}
