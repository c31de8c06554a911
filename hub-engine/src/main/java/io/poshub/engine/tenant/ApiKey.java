package io.poshub.engine.tenant;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.zip.CRC32;

/**
 * The text of a key: {@code ph_live_}, 30 random base62 characters, and 6 that are the CRC32 of all
 * before them. The checksum lets a mistyped key be refused without asking anyone. Never printed.
 * Any thread.
 */
public final class ApiKey {
  private static final String PREFIX = "ph_live_";
  private static final int RANDOM_CHARS = 30;
  private static final int CHECKSUM_CHARS = 6;
  private static final int SHOWN_CHARS = 4;
  private static final String BASE62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int CHARS = PREFIX.length() + RANDOM_CHARS + CHECKSUM_CHARS;

  private final String text;

  private ApiKey(String text) {
    this.text = text;
  }

  public static ApiKey generate(SecureRandom random) {
    StringBuilder text = new StringBuilder(PREFIX);
    for (int i = 0; i < RANDOM_CHARS; i++) {
      text.append(BASE62.charAt(random.nextInt(BASE62.length())));
    }
    return new ApiKey(text + checksum(text.toString()));
  }

  /** Whether the text can be a key at all. */
  public static boolean isWellFormed(String text) {
    if (text.length() != CHARS || !text.startsWith(PREFIX)) {
      return false;
    }
    for (int i = PREFIX.length(); i < CHARS; i++) {
      if (BASE62.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    int body = CHARS - CHECKSUM_CHARS;
    return checksum(text.substring(0, body)).equals(text.substring(body));
  }

  /** What is stored of a key, and what it is found by. */
  public static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The key itself, for the one answer that shows it. */
  public String reveal() {
    return text;
  }

  public byte[] hash() {
    return hash(text);
  }

  /** The start that may be shown, so that people can tell their keys apart. */
  public String prefix() {
    return text.substring(0, PREFIX.length() + SHOWN_CHARS);
  }

  public String last4() {
    return text.substring(text.length() - SHOWN_CHARS);
  }

  @Override
  public String toString() {
    return "ApiKey[" + prefix() + "…" + last4() + "]";
  }

  private static String checksum(String body) {
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.US_ASCII));
    long rest = crc.getValue();
    char[] digits = new char[CHECKSUM_CHARS];
    for (int i = CHECKSUM_CHARS - 1; i >= 0; i--) {
      digits[i] = BASE62.charAt((int) (rest % BASE62.length()));
      rest /= BASE62.length();
    }
    return new String(digits);
  }
}
