package io.poshub.engine.ledger;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A ledger row's place in its account's chain: SHA-256 over the chain of the row before and
 * everything the row says. The account keeps the last one. Whoever changes, drops or inserts a row
 * behind the hub's back breaks every link after it.
 */
public record Chain(String hex) {
  /** What the first row of an account follows. */
  public static final Chain START = new Chain("0".repeat(64));

  public static Chain of(byte[] bytes) {
    return new Chain(HexFormat.of().formatHex(bytes));
  }

  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  /** Begins the row that comes next. */
  public Row row() {
    return new Row(bytes());
  }

  /**
   * What a row says, value by value in a fixed order. Each value carries its length, so that no two
   * rows can look the same. One thread.
   */
  public static final class Row {
    private static final int ABSENT = -1;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    private Row(byte[] before) {
      bytes.writeBytes(before);
    }

    public Row text(@Nullable String value) {
      try {
        if (value == null) {
          out.writeInt(ABSENT);
        } else {
          byte[] text = value.getBytes(StandardCharsets.UTF_8);
          out.writeInt(text.length);
          out.write(text);
        }
        return this;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    public Row number(long value) {
      try {
        out.writeLong(value);
        return this;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** To the millisecond, as times are stored. */
    public Row time(Instant value) {
      return number(value.toEpochMilli());
    }

    public Chain link() {
      try {
        return Chain.of(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }
  }
}
