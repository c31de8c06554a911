package io.poshub.server.session;

import io.poshub.protocol.EventType;
import io.poshub.protocol.Limits;
import io.poshub.protocol.Parsed;
import io.poshub.rest.call.Query;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
  private static final Pattern TERMINAL =
      Pattern.compile("[A-Za-z0-9._-]{1," + Limits.TERMINAL_ID_MAX_CHARS + "}");
  private static final Pattern EPOCH = Pattern.compile("[\\x21-\\x7e]{1,64}");

  /**
   * Reads the undecoded text after {@code ?}; parameters nobody knows are left alone.
   *
   * @throws io.poshub.protocol.json.InvalidFieldsException if one that is known is wrong
   */
  static UpgradeQuery parse(String raw) {
    Query query = Query.parse(raw);
    Integer typeBits = query.parsed("events", UpgradeQuery::typeBits);
    return new UpgradeQuery(
        query.parsed("terminal", matching(TERMINAL, "must have 1 to 64 of A-Z a-z 0-9 . _ -")),
        query.integer("after", 0, Long.MAX_VALUE),
        query.parsed("epoch", matching(EPOCH, "must be the epoch of a position")),
        typeBits == null ? ALL_TYPES : typeBits,
        query.choice("heartbeat", Map.of("data", Boolean.TRUE)) != null,
        query.text("ticket"));
  }

  private static Function<String, Parsed<String>> matching(Pattern pattern, String message) {
    return text ->
        pattern.matcher(text).matches() ? new Parsed.Ok<>(text) : new Parsed.Bad<>(message);
  }

  private static Parsed<Integer> typeBits(String events) {
    int bits = 0;
    for (String name : events.split(",", -1)) {
      Optional<EventType> type = EventType.ofWire(name);
      if (type.isEmpty()) {
        return new Parsed.Bad<>("must be a list of event types with commas between");
      }
      bits |= type.get().bit();
    }
    return new Parsed.Ok<>(bits);
  }

  /** A ticket is a secret. */
  @Override
  public String toString() {
    return "UpgradeQuery[terminal=" + terminal + ", after=" + after + "]";
  }
}
