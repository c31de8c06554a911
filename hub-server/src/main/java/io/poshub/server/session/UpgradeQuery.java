package io.poshub.server.session;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.poshub.protocol.EventType;
import io.poshub.protocol.Limits;
import io.poshub.protocol.Parsed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a terminal asks for in the address of its socket. Pure; any thread. */
record UpgradeQuery(
    @Nullable String terminal,
    @Nullable Long after,
    @Nullable String epoch,
    int typeBits,
    boolean heartbeatData,
    @Nullable String ticket) {
  static final int ALL_TYPES = ~0;
  private static final int PARAMETERS_MAX = 32;
  private static final int SEQ_MAX_DIGITS = 18;
  private static final Pattern TERMINAL =
      Pattern.compile("[A-Za-z0-9._-]{1," + Limits.TERMINAL_ID_MAX_CHARS + "}");
  private static final Pattern SEQ = Pattern.compile("\\d{1," + SEQ_MAX_DIGITS + "}");
  private static final Pattern EPOCH = Pattern.compile("[\\x21-\\x7e]{1,64}");

  /**
   * Reads the query; what is wrong is told with the parameter's name. Unknown parameters are left
   * alone.
   */
  static Parsed<UpgradeQuery> parse(String uri) {
    try {
      QueryStringDecoder decoder =
          QueryStringDecoder.builder().maxParams(PARAMETERS_MAX).build(uri);
      return parse(decoder.parameters());
    } catch (IllegalArgumentException e) {
      return new Parsed.Bad<>("The query is not percent-encoded correctly.");
    }
  }

  private static Parsed<UpgradeQuery> parse(Map<String, List<String>> parameters) {
    for (String name : List.of("terminal", "after", "epoch", "events", "heartbeat", "ticket")) {
      if (parameters.getOrDefault(name, List.of()).size() > 1) {
        return new Parsed.Bad<>("'" + name + "' is given more than once.");
      }
    }
    String terminal = first(parameters, "terminal");
    if (terminal != null && !TERMINAL.matcher(terminal).matches()) {
      return new Parsed.Bad<>("'terminal' must have 1 to 64 of A-Z a-z 0-9 . _ -");
    }
    String after = first(parameters, "after");
    if (after != null && !SEQ.matcher(after).matches()) {
      return new Parsed.Bad<>("'after' must be a whole number, zero or more.");
    }
    String epoch = first(parameters, "epoch");
    if (epoch != null && !EPOCH.matcher(epoch).matches()) {
      return new Parsed.Bad<>("'epoch' must be the epoch of a position.");
    }
    String heartbeat = first(parameters, "heartbeat");
    if (heartbeat != null && !heartbeat.equals("data")) {
      return new Parsed.Bad<>("'heartbeat' can only be 'data'.");
    }
    return switch (typeBits(first(parameters, "events"))) {
      case Parsed.Bad<Integer>(String message) -> new Parsed.Bad<>(message);
      case Parsed.Ok<Integer>(Integer typeBits) ->
          new Parsed.Ok<>(
              new UpgradeQuery(
                  terminal,
                  after == null ? null : Long.valueOf(after),
                  epoch,
                  typeBits,
                  heartbeat != null,
                  first(parameters, "ticket")));
    };
  }

  private static Parsed<Integer> typeBits(@Nullable String events) {
    if (events == null) {
      return new Parsed.Ok<>(ALL_TYPES);
    }
    int bits = 0;
    for (String name : events.split(",", -1)) {
      Optional<EventType> type = EventType.ofWire(name);
      if (type.isEmpty()) {
        return new Parsed.Bad<>("'events' names an unknown type of event.");
      }
      bits |= type.get().bit();
    }
    return new Parsed.Ok<>(bits);
  }

  private static @Nullable String first(Map<String, List<String>> parameters, String name) {
    List<String> values = parameters.get(name);
    return values == null ? null : values.getFirst();
  }

  /** A ticket is a secret. */
  @Override
  public String toString() {
    return "UpgradeQuery[terminal=" + terminal + ", after=" + after + "]";
  }
}
