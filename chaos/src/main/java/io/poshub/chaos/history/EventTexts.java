package io.poshub.chaos.history;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts the events out of the text of a {@code GET /events} answer, so that they can be compared
 * byte for byte with the frames that terminals received.
 */
public final class EventTexts {
  private static final String BEGIN = "\"events\":[";

  private EventTexts() {}

  /** The objects of the array {@code events}, as they stand in {@code page}. */
  public static List<String> of(String page) {
    int begin = page.indexOf(BEGIN);
    if (begin < 0) {
      throw new IllegalArgumentException("no events in: " + page);
    }
    List<String> events = new ArrayList<>();
    int depth = 0;
    int eventBegin = 0;
    boolean quoted = false;
    for (int at = begin + BEGIN.length(); at < page.length(); at++) {
      char next = page.charAt(at);
      if (quoted) {
        if (next == '\\') {
          at++;
        } else if (next == '"') {
          quoted = false;
        }
        continue;
      }
      switch (next) {
        case '"' -> quoted = true;
        case '{', '[' -> {
          if (depth++ == 0) {
            eventBegin = at;
          }
        }
        case '}', ']' -> {
          if (depth == 0) {
            return events;
          }
          if (--depth == 0) {
            events.add(page.substring(eventBegin, at + 1));
          }
        }
        default -> {}
      }
    }
    throw new IllegalArgumentException("the events have no end");
  }
}
