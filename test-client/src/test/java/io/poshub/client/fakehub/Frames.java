package io.poshub.client.fakehub;

import io.poshub.protocol.EventType;
import io.poshub.protocol.Position;
import io.poshub.protocol.stream.ServerFrame;
import io.poshub.protocol.stream.StreamEvent;
import java.time.Duration;
import java.time.Instant;

/** Frames as the hub writes them, for tenant {@code kitchen} and epoch {@code e1}. */
public final class Frames {
  public static final String TENANT = "kitchen";
  public static final String EPOCH = "e1";
  public static final int HEARTBEAT_S = 25;

  private Frames() {}

  public static String welcome(long head, long after) {
    return welcome(EPOCH, head, after);
  }

  public static String welcome(String epoch, long head, long after) {
    return ServerFrame.Welcome.of(
            TENANT, "till-1", new Position(epoch, head), after, true, HEARTBEAT_S)
        .json();
  }

  public static String reset(String epoch, long seq) {
    return ServerFrame.Reset.of(TENANT, new Position(epoch, seq)).json();
  }

  public static String caughtUp(long seq) {
    return ServerFrame.CaughtUp.at(seq).json();
  }

  public static String reconnect(Duration delay) {
    return ServerFrame.Reconnect.in(delay.toMillis(), "drain").json();
  }

  public static String event(long seq) {
    return event(EventType.NEW_ORDER, seq, "{\"display_number\":\"" + seq + "\"}");
  }

  public static String event(EventType type, long seq, String data) {
    return new StreamEvent(
            TENANT, type, "id-" + seq, seq, Instant.parse("2026-11-21T12:00:00Z"), data)
        .json();
  }

  public static String ack(long seq) {
    return "{\"type\":\"ack\",\"seq\":" + seq + "}";
  }
}
