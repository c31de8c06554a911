package io.poshub.protocol.stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.poshub.protocol.Position;
import io.poshub.protocol.json.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The frames a terminal receives beside events, in the order the contract gives them. */
public sealed interface ServerFrame {

  String type();

  default String json() {
    return Json.write(this);
  }

  /** The first frame of every socket: where the stream stands and where this socket continues. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @JsonPropertyOrder({
    "type",
    "tenant",
    "terminal",
    "epoch",
    "seq",
    "after",
    "resumed",
    "heartbeat_s"
  })
  record Welcome(
      String type,
      String tenant,
      @Nullable String terminal,
      String epoch,
      long seq,
      long after,
      boolean resumed,
      long heartbeatS)
      implements ServerFrame {
    public static Welcome of(
        String tenant,
        @Nullable String terminal,
        Position head,
        long after,
        boolean resumed,
        long heartbeatSeconds) {
      return new Welcome(
          "welcome", tenant, terminal, head.epoch(), head.seq(), after, resumed, heartbeatSeconds);
    }
  }

  /**
   * The asked position cannot be continued: read the snapshot, then go on live from {@code seq}.
   */
  record Reset(String type, String epoch, long seq, String snapshot) implements ServerFrame {
    public static Reset of(String tenant, Position head) {
      return new Reset("reset", head.epoch(), head.seq(), "/api/" + tenant + "/orders/pending");
    }
  }

  /** All that was missed has been sent; what follows is live. */
  record CaughtUp(String type, long seq) implements ServerFrame {
    public static CaughtUp at(long seq) {
      return new CaughtUp("caught_up", seq);
    }
  }

  /** A sign of life as data, for clients that cannot see protocol pings. */
  record Heartbeat(String type, long seq, Instant time) implements ServerFrame {
    public static Heartbeat at(long seq, Instant time) {
      return new Heartbeat("heartbeat", seq, time);
    }
  }

  /** The hub is about to close this socket: come back after {@code in_ms}. */
  record Reconnect(String type, long inMs, String reason) implements ServerFrame {
    public static Reconnect in(long millis, String reason) {
      return new Reconnect("reconnect", millis, reason);
    }
  }
}
