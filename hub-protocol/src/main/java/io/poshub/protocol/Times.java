package io.poshub.protocol;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Times on the wire: RFC 3339 in UTC with milliseconds. */
public final class Times {
  /** The last time that is taken or stored; there is room behind it for what is added to one. */
  public static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** What the database's DATETIME can hold without surprises. */
  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

  private Times() {}

  /** The time, or the last one that can be stored. */
  public static Instant storable(Instant time) {
    return time.isAfter(LATEST) ? LATEST : time;
  }

  public static String text(Instant time) {
    return MILLIS.format(time);
  }

  /** Cuts to the resolution that is stored and shown, so that a value reads back equal. */
  public static Instant toMillis(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Reads RFC 3339 with any offset. */
  public static Parsed<Instant> parse(String text) {
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
        return new Parsed.Bad<>("must lie between 1970 and 9999");
      }
      return new Parsed.Ok<>(toMillis(time));
    } catch (DateTimeException e) {
      return new Parsed.Bad<>("must be an RFC 3339 time such as 2026-01-31T18:30:00Z");
    }
  }
}
