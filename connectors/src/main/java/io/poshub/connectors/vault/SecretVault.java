package io.poshub.connectors.vault;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals texts with AES-GCM under a key that is not in the database, each bound to whose it is. Any
 * thread.
 */
public final class SecretVault {
  public static final int KEY_BYTES = 32;
  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey key;

  public SecretVault(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("the key has " + KEY_BYTES + " bytes");
    }
    this.key = new SecretKeySpec(key, "AES");
  }

  /**
   * Encrypts a text.
   *
   * @param owner whose it is: it opens under no other name
   */
  public byte[] seal(String owner, String text) {
    try {
      Cipher cipher = Cipher.getInstance(TRANSFORMATION);
      // Without parameters the cipher draws a fresh random nonce.
      cipher.init(Cipher.ENCRYPT_MODE, key);
      cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
      byte[] sealed = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
      byte[] stored = new byte[NONCE_BYTES + sealed.length];
      System.arraycopy(cipher.getIV(), 0, stored, 0, NONCE_BYTES);
      System.arraycopy(sealed, 0, stored, NONCE_BYTES, sealed.length);
      return stored;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + TRANSFORMATION, e);
    }
  }

  /** Decrypts what was sealed for an owner; fails under another key or for another owner. */
  public String open(String owner, byte[] stored) {
    try {
      Cipher cipher = Cipher.getInstance(TRANSFORMATION);
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, stored, 0, NONCE_BYTES));
      cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
      byte[] plain = cipher.doFinal(stored, NONCE_BYTES, stored.length - NONCE_BYTES);
      return new String(plain, StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new VaultException(e);
    }
  }
}
