package io.poshub.connectors.woo;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The signature of a shop's webhook: HMAC-SHA256 over the exact bytes. Pure; any thread. */
public final class HookSignature {
  private static final String ALGORITHM = "HmacSHA256";

  private HookSignature() {}

  /** Compares in a time that does not depend on where they differ. */
  public static boolean isRight(String secret, byte[] body, @Nullable String given) {
    if (given == null) {
      return false;
    }
    byte[] expected = Base64.getEncoder().encode(hmac(secret, body));
    return MessageDigest.isEqual(expected, given.strip().getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] hmac(String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
