package io.poshub.engine.tenant;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The tenant's secret: it turns a gift-card code into what is stored of it, and keys whatever else
 * a copy of the tenant's schema alone must not give away. Never printed. Any thread.
 */
public final class CardKey {
  public static final int SIZE_BYTES = 32;
  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] secret;

  public CardKey(byte[] secret) {
    if (secret.length != SIZE_BYTES) {
      throw new IllegalArgumentException("a card key has " + SIZE_BYTES + " bytes");
    }
    this.secret = secret.clone();
  }

  public static CardKey generate(SecureRandom random) {
    byte[] secret = new byte[SIZE_BYTES];
    random.nextBytes(secret);
    return new CardKey(secret);
  }

  /**
   * HMAC-SHA256 of a text. Card codes are hashed as they are, in capitals and digits; any other
   * text must begin with its purpose in small letters, so that the two cannot meet.
   */
  public byte[] hash(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  byte[] bytes() {
    return secret.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CardKey key && MessageDigest.isEqual(secret, key.secret);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(secret);
  }

  @Override
  public String toString() {
    return "CardKey[hidden]";
  }
}
