package io.poshub.engine.idempotency;

import io.poshub.protocol.Parsed;
import java.util.Optional;
import java.util.regex.Pattern;

/** A caller's name for one thing it wants to happen once: 1 to 255 visible ASCII characters. */
public record IdempotencyKey(String value) implements Comparable<IdempotencyKey> {
  public static final int MAX_CHARS = 255;

  private static final Pattern VISIBLE = Pattern.compile("[!-~]{1," + MAX_CHARS + "}");
  private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\[\"\\\\])*\"");
  private static final Pattern ESCAPE = Pattern.compile("\\\\([\"\\\\])");

  public IdempotencyKey {
    if (!VISIBLE.matcher(value).matches()) {
      throw new IllegalArgumentException("not an idempotency key");
    }
  }

  /** Reads a key as callers write it: bare, or quoted as a structured header's string. */
  public static Parsed<IdempotencyKey> parse(String written) {
    String text = written.strip();
    if (text.startsWith("\"")) {
      text = QUOTED.matcher(text).matches() ? unquoted(text) : "";
    }
    return VISIBLE.matcher(text).matches()
        ? new Parsed.Ok<>(new IdempotencyKey(text))
        : new Parsed.Bad<>(
            "must be 1 to " + MAX_CHARS + " visible ASCII characters, bare or in double quotes");
  }

  /** Reads a key as answers show it. */
  public static Optional<IdempotencyKey> ofText(String text) {
    return VISIBLE.matcher(text).matches()
        ? Optional.of(new IdempotencyKey(text))
        : Optional.empty();
  }

  private static String unquoted(String text) {
    return ESCAPE.matcher(text.substring(1, text.length() - 1)).replaceAll("$1");
  }

  /** As the database sorts its keys. */
  @Override
  public int compareTo(IdempotencyKey other) {
    return value.compareTo(other.value);
  }
}
