package io.poshub.engine.tenant;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secret that turns a gift-card code into what is stored of it. Never printed. Any thread. */
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

  /** HMAC-SHA256 of a normalised code. */
  public byte[] hash(String code) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return mac.doFinal(code.getBytes(StandardCharsets.UTF_8));
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
