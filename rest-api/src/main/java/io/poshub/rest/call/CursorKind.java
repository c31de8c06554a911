package io.poshub.rest.call;

import io.poshub.protocol.Parsed;
import io.poshub.protocol.Times;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which list a cursor belongs to, and what can stand in it. A cursor is the last row's place,
 * tagged, in base64url: opaque to callers, and checked in full before it comes near a query.
 */
public enum CursorKind {
  ORDERS("o", Places.ID),
  PENDING_ORDERS("p", Places.ID),
  DATED_ORDERS("s", Places.TIME + " " + Places.ID) {
    @Override
    boolean isPlace(String position) {
      return super.isPlace(position)
          && Times.parse(position.replaceFirst(" ", "T").replaceFirst(" .*", "Z"))
              instanceof Parsed.Ok;
    }
  },
  PRICED_ORDERS("m", "(" + Places.AMOUNT + ") " + Places.ID),
  JOBS("j", Places.ID),
  SHOP_ORDERS("x", "[1-9]\\d{0,18}"),
  CARD_ENTRIES("g", Places.NUMBER),
  POINTS_ENTRIES("l", Places.NUMBER),
  REPORTS("r", Places.DATE + " " + Places.ID) {
    @Override
    boolean isPlace(String position) {
      return super.isPlace(position)
          && Query.parseDate(position.substring(0, position.indexOf(' '))) instanceof Parsed.Ok;
    }
  },
  KEYS("k", Places.ID),
  WEBHOOKS("w", Places.ID),
  WEBHOOK_DELIVERIES("d", Places.ID),
  TENANTS("t", "[a-z][a-z0-9-]{0,30}");

  private static final int CURSOR_MAX_CHARS = 128;

  private final String tag;
  private final Pattern place;

  CursorKind(String tag, String place) {
    this.tag = tag;
    this.place = Pattern.compile(place);
  }

  public String encode(String position) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((tag + position).getBytes(StandardCharsets.US_ASCII));
  }

  /** The place a cursor of ours names; empty for anything else. */
  public Optional<String> decode(String cursor) {
    if (cursor.length() > CURSOR_MAX_CHARS) {
      return Optional.empty();
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
      String position = text.startsWith(tag) ? text.substring(tag.length()) : "";
      return isPlace(position) ? Optional.of(position) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  boolean isPlace(String position) {
    return place.matcher(position).matches();
  }

  /** The shapes of sort keys. */
  private static final class Places {
    static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    static final String NUMBER = "[1-9]\\d{0,17}";
    static final String AMOUNT = "0|[1-9]\\d{0,17}";
    static final String TIME = "\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}\\.\\d{3}";
    static final String DATE = "\\d{4}-\\d{2}-\\d{2}";
  }
}
