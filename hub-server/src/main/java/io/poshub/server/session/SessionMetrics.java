package io.poshub.server.session;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.poshub.protocol.CloseCode;
import io.poshub.protocol.ErrorCode;
import io.poshub.server.fanout.Piece;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what sockets do. Any thread. */
public final class SessionMetrics {
  /** What RFC 6455 calls a close without a close frame; never sent. */
  private static final int VANISHED = 1006;

  private final Map<CloseCode, Counter> closes = new EnumMap<>(CloseCode.class);
  private final Map<ErrorCode, Counter> refusals = new EnumMap<>(ErrorCode.class);
  private final MeterRegistry registry;
  private final Counter vanished;
  private final Counter framesOut;
  private final Counter bytesOut;

  public SessionMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (CloseCode code : CloseCode.values()) {
      closes.put(code, closes(code.code(), registry));
    }
    this.vanished = closes(VANISHED, registry);
    for (ErrorCode code : ErrorCode.values()) {
      refusals.put(
          code,
          Counter.builder("hub_refusals_total")
              .description("Calls and upgrades refused")
              .tag("code", code.wire())
              .register(registry));
    }
    this.framesOut =
        Counter.builder("hub_frames_out_total")
            .description("Events handed to sockets")
            .register(registry);
    this.bytesOut =
        Counter.builder("hub_event_bytes_out_total")
            .description("Bytes of events handed to sockets")
            .register(registry);
  }

  /** Null stands for a socket that vanished without a close frame. */
  void closed(@Nullable CloseCode code) {
    count(code == null ? vanished : closes.get(code));
  }

  public void refused(ErrorCode code) {
    count(refusals.get(code));
  }

  public void watch(AckBook acks) {
    FunctionCounter.builder("hub_acks_dropped_total", acks, AckBook::dropped)
        .description("Acknowledgements dropped because too many waited for the database")
        .register(registry);
  }

  void sent(Piece piece) {
    framesOut.increment(piece.events());
    bytesOut.increment(piece.bytes().readableBytes());
  }

  private static Counter closes(int code, MeterRegistry registry) {
    return Counter.builder("hub_closes_total")
        .description("Sockets that ended, by close code; 1006 for those that vanished")
        .tag("code", Integer.toString(code))
        .register(registry);
  }

  private static void count(@Nullable Counter counter) {
    if (counter != null) {
      counter.increment();
    }
  }
}
