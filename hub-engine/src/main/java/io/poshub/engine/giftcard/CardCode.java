package io.poshub.engine.giftcard;

import io.poshub.engine.tenant.CardKey;
import io.poshub.protocol.Limits;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A card's code, normalised: A–Z and 0–9, upper case, without spaces and dashes. Never printed;
 * what is stored is its HMAC. Any thread.
 */
public final class CardCode {
  private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final int GENERATED_RANDOM_CHARS = 15;
  private static final int LAST_CHARS = 4;
  private static final int WRITTEN_MAX_CHARS = 64;
  private static final Pattern FORM =
      Pattern.compile(
          "[A-Za-z0-9]{" + Limits.CARD_CODE_MIN_CHARS + "," + Limits.CARD_CODE_MAX_CHARS + "}");

  private final String text;

  private CardCode(String text) {
    this.text = text;
  }

  /** Reads a code as people write it. */
  public static Optional<CardCode> of(String written) {
    if (written.length() > WRITTEN_MAX_CHARS) {
      return Optional.empty();
    }
    String text = written.replace(" ", "").replace("-", "");
    // Checked first: upper case would turn some foreign letters into ours.
    return FORM.matcher(text).matches()
        ? Optional.of(new CardCode(text.toUpperCase(Locale.ROOT)))
        : Optional.empty();
  }

  /** A code nobody can guess: 15 random characters and a check character. */
  public static CardCode generate(SecureRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GENERATED_RANDOM_CHARS; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new CardCode(text.toString() + checkCharacter(text));
  }

  /** ISO 7064 MOD 37,36: finds every single wrong character and nearly every swap of two. */
  static char checkCharacter(CharSequence body) {
    int modulus = ALPHABET.length();
    int rest = modulus;
    for (int i = 0; i < body.length(); i++) {
      rest = (rest + ALPHABET.indexOf(body.charAt(i))) % modulus;
      rest = (rest == 0 ? modulus : rest) * 2 % (modulus + 1);
    }
    return ALPHABET.charAt((modulus + 1 - rest) % modulus);
  }

  /** The code itself, for the one answer that shows it. */
  public String reveal() {
    return text;
  }

  public String last4() {
    return text.substring(text.length() - LAST_CHARS);
  }

  /** What is stored of the code, and what it is found by. */
  public CodeHash hash(CardKey key) {
    return new CodeHash(HexFormat.of().formatHex(key.hash(text)));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CardCode code && code.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "CardCode[…" + last4() + "]";
  }

  /** The HMAC of a code as hexadecimal text, so that it can be compared and used as a key. */
  public record CodeHash(String hex) {
    byte[] bytes() {
      return HexFormat.of().parseHex(hex);
    }

    static CodeHash of(byte[] bytes) {
      return new CodeHash(HexFormat.of().formatHex(bytes));
    }
  }
}
