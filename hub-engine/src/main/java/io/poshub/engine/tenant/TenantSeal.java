package io.poshub.engine.tenant;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what must not stand readable in the tenant's schema: AES-GCM under a key of the tenant's
 * own secret, which is in the main schema. Any thread.
 */
public final class TenantSeal {
  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey secret;

  /**
   * Makes a seal.
   *
   * @param purpose gives each use a key of its own; begins with a small letter
   */
  public TenantSeal(CardKey tenantSecret, String purpose) {
    this.secret = new SecretKeySpec(tenantSecret.hash(purpose), "AES");
  }

  /**
   * Encrypts.
   *
   * @param bound what the result belongs to; under anything else it does not open
   */
  public byte[] seal(byte[] plain, byte[] bound) {
    try {
      Cipher cipher = Cipher.getInstance(TRANSFORMATION);
      // Without parameters the cipher draws a fresh random nonce.
      cipher.init(Cipher.ENCRYPT_MODE, secret);
      cipher.updateAAD(bound);
      byte[] sealed = cipher.doFinal(plain);
      byte[] stored = new byte[NONCE_BYTES + sealed.length];
      System.arraycopy(cipher.getIV(), 0, stored, 0, NONCE_BYTES);
      System.arraycopy(sealed, 0, stored, NONCE_BYTES, sealed.length);
      return stored;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + TRANSFORMATION, e);
    }
  }

  /** Empty if the bytes belong to something else, or were changed. */
  public Optional<byte[]> open(byte[] stored, byte[] bound) {
    try {
      Cipher cipher = Cipher.getInstance(TRANSFORMATION);
      cipher.init(
          Cipher.DECRYPT_MODE, secret, new GCMParameterSpec(TAG_BITS, stored, 0, NONCE_BYTES));
      cipher.updateAAD(bound);
      return Optional.of(cipher.doFinal(stored, NONCE_BYTES, stored.length - NONCE_BYTES));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + TRANSFORMATION, e);
    }
  }
}
