package io.poshub.rest.order;

import io.poshub.engine.handling.HandlingWish;
import io.poshub.protocol.json.Fields;
import io.poshub.rest.call.CommonFields;
import java.time.Duration;

/** Reads what a terminal wants to do with an order. Pure; any thread. */
final class HandlingReader {
  private HandlingReader() {}

  static HandlingWish claim(Fields fields) {
    String terminal = terminal(fields);
    Long lease =
        fields.optionalInteger("lease_s", HandlingWish.LEASE_MIN_S, HandlingWish.LEASE_MAX_S);
    fields.check();
    return new HandlingWish.Claim(
        terminal, Duration.ofSeconds(lease == null ? HandlingWish.LEASE_DEFAULT_S : lease));
  }

  static HandlingWish release(Fields fields) {
    String terminal = terminal(fields);
    long fence = fence(fields);
    fields.check();
    return new HandlingWish.Release(terminal, fence);
  }

  static HandlingWish printed(Fields fields) {
    String terminal = terminal(fields);
    long fence = fence(fields);
    fields.check();
    return new HandlingWish.Printed(terminal, fence);
  }

  static HandlingWish reprint(Fields fields) {
    String terminal = terminal(fields);
    fields.check();
    return new HandlingWish.Reprint(terminal);
  }

  static HandlingWish seen(Fields fields) {
    String terminal = terminal(fields);
    fields.check();
    return new HandlingWish.Seen(terminal);
  }

  private static String terminal(Fields fields) {
    String terminal = CommonFields.terminal(fields);
    if (terminal == null && !fields.has("terminal")) {
      fields.reject("terminal", "is required");
    }
    return terminal == null ? "" : terminal;
  }

  private static long fence(Fields fields) {
    return fields.integer("fence", 1, Long.MAX_VALUE);
  }
}
