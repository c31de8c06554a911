package io.poshub.protocol;

import java.time.Duration;

/**
 * Every bound both ends of the wire can feel, with its unit. Bounds of one room live in that room.
 */
public final class Limits {
  public static final int BODY_MAX_BYTES = 256 * 1024;
  public static final int LARGE_BODY_MAX_BYTES = 1024 * 1024;
  public static final int HEADERS_MAX_BYTES = 16 * 1024;
  public static final int URI_MAX_BYTES = 8 * 1024;
  public static final Duration REQUEST_HEAD_WAIT = Duration.ofSeconds(10);
  public static final Duration REQUEST_BODY_WAIT = Duration.ofSeconds(30);
  public static final Duration KEEP_ALIVE_WAIT = Duration.ofSeconds(60);
  public static final int PATH_MAX_SEGMENTS = 16;

  public static final int JSON_MAX_DEPTH = 32;
  public static final int JSON_MAX_NUMBER_CHARS = 64;
  public static final int JSON_MAX_NAME_CHARS = 256;

  /** What PHP writes goes no deeper than 512. */
  public static final int FOREIGN_JSON_MAX_DEPTH = 520;

  public static final int FOREIGN_JSON_MAX_NUMBER_CHARS = 400;
  public static final int FOREIGN_JSON_MAX_NAME_CHARS = 64 * 1024;
  public static final int AMOUNT_MAX_CHARS = 32;
  public static final int FIELD_ERRORS_MAX = 100;

  public static final int PAGE_DEFAULT = 50;
  public static final int PAGE_MAX = 200;
  public static final Duration EVENTS_MAX_WAIT = Duration.ofSeconds(25);

  public static final int TERMINAL_ID_MAX_CHARS = 64;
  public static final int ORDER_REF_MAX_CHARS = 64;
  public static final int NOTE_MAX_CHARS = 500;
  public static final int NAME_MAX_CHARS = 120;
  public static final int ORDER_MAX_ITEMS = 200;
  public static final int CARD_CODE_MIN_CHARS = 8;
  public static final int CARD_CODE_MAX_CHARS = 20;
  public static final int CARD_PIN_MIN_DIGITS = 4;
  public static final int CARD_PIN_MAX_DIGITS = 8;

  public static final int CLIENT_MESSAGE_MAX_BYTES = 16 * 1024;
  public static final int CLIENT_FRAMES_PER_SECOND = 50;
  public static final int CLIENT_FRAMES_BURST = 200;
  public static final Duration HEARTBEAT = Duration.ofSeconds(25);
  public static final Duration LIFE_SIGN_GRACE = Duration.ofSeconds(10);
  public static final Duration NO_PROGRESS_WAIT = Duration.ofSeconds(60);
  public static final Duration TICKET_LIFETIME = Duration.ofSeconds(30);

  private Limits() {}
}
