package io.poshub.engine.idempotency;

import io.poshub.engine.tenant.CardKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns a call into what is stored of it and back: AES-GCM under a key of the tenant's own secret,
 * bound to the idempotency key. A path may hold a gift card's code and the answer to an issue does;
 * neither may stand readable in the tenant's schema. Any thread.
 */
final class AnswerSeal {
  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int FORMAT = 1;

  private final SecretKey secret;

  AnswerSeal(CardKey tenantSecret) {
    this.secret = new SecretKeySpec(tenantSecret.hash("answers of idempotent calls"), "AES");
  }

  byte[] seal(PastCall call) {
    try {
      Cipher cipher = Cipher.getInstance(TRANSFORMATION);
      // Without parameters the cipher draws a fresh random nonce.
      cipher.init(Cipher.ENCRYPT_MODE, secret);
      cipher.updateAAD(bound(call.key()));
      byte[] sealed = cipher.doFinal(bytes(call));
      byte[] stored = new byte[NONCE_BYTES + sealed.length];
      System.arraycopy(cipher.getIV(), 0, stored, 0, NONCE_BYTES);
      System.arraycopy(sealed, 0, stored, NONCE_BYTES, sealed.length);
      return stored;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + TRANSFORMATION, e);
    }
  }

  /** Fails if the bytes are another row's, or were changed. */
  PastCall open(byte[] stored, IdempotencyKey key, int status, Instant createdAt) {
    try {
      Cipher cipher = Cipher.getInstance(TRANSFORMATION);
      cipher.init(
          Cipher.DECRYPT_MODE, secret, new GCMParameterSpec(TAG_BITS, stored, 0, NONCE_BYTES));
      cipher.updateAAD(bound(key));
      byte[] plain = cipher.doFinal(stored, NONCE_BYTES, stored.length - NONCE_BYTES);
      return read(plain, key, status, createdAt);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a stored answer cannot be opened", e);
    }
  }

  private static byte[] bound(IdempotencyKey key) {
    return key.value().getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] bytes(PastCall call) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      Answer answer = call.answer();
      out.writeByte(FORMAT);
      out.writeUTF(call.method());
      out.writeUTF(call.path());
      out.writeUTF(answer.location() == null ? "" : answer.location());
      out.write(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static PastCall read(byte[] plain, IdempotencyKey key, int status, Instant createdAt) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(plain))) {
      int format = in.readByte();
      if (format != FORMAT) {
        throw new IllegalStateException("a stored answer has the unknown format " + format);
      }
      String method = in.readUTF();
      String path = in.readUTF();
      String location = in.readUTF();
      Answer answer = new Answer(status, location.isEmpty() ? null : location, in.readAllBytes());
      return new PastCall(key, method, path, answer, createdAt);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
