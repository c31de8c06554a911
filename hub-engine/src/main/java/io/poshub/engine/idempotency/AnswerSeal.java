package io.poshub.engine.idempotency;

import io.poshub.engine.tenant.CardKey;
import io.poshub.engine.tenant.TenantSeal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Turns a call into what is stored of it and back: encrypted, and bound to the idempotency key. A
 * path may hold a gift card's code and the answer to an issue does; neither may stand readable in
 * the tenant's schema. Any thread.
 */
final class AnswerSeal {
  /** Without the caller's key. */
  private static final int FORMAT_ANONYMOUS = 1;

  private static final int FORMAT = 2;

  private final TenantSeal seal;

  AnswerSeal(CardKey tenantSecret) {
    this.seal = new TenantSeal(tenantSecret, "answers of idempotent calls");
  }

  byte[] seal(PastCall call) {
    return seal.seal(bytes(call), bound(call.key()));
  }

  /** Fails if the bytes are another row's, or were changed. */
  PastCall open(byte[] stored, IdempotencyKey key, int status, Instant createdAt) {
    byte[] plain =
        seal.open(stored, bound(key))
            .orElseThrow(() -> new IllegalStateException("a stored answer cannot be opened"));
    return read(plain, key, status, createdAt);
  }

  private static byte[] bound(IdempotencyKey key) {
    return key.value().getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] bytes(PastCall call) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      Answer answer = call.answer();
      out.writeByte(FORMAT);
      out.writeUTF(call.callerKeyId() == null ? "" : call.callerKeyId());
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
      if (format != FORMAT && format != FORMAT_ANONYMOUS) {
        throw new IllegalStateException("a stored answer has the unknown format " + format);
      }
      String callerKeyId = format == FORMAT_ANONYMOUS ? "" : in.readUTF();
      String method = in.readUTF();
      String path = in.readUTF();
      String location = in.readUTF();
      Answer answer = new Answer(status, location.isEmpty() ? null : location, in.readAllBytes());
      return new PastCall(
          key, callerKeyId.isEmpty() ? null : callerKeyId, method, path, answer, createdAt);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
