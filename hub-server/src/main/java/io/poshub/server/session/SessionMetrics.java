package io.poshub.server.session;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.poshub.protocol.CloseCode;
import io.poshub.protocol.ErrorCode;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what sockets do. Any thread. */
public final class SessionMetrics {
  private final Map<CloseCode, Counter> closes = new EnumMap<>(CloseCode.class);
  private final Map<ErrorCode, Counter> refusals = new EnumMap<>(ErrorCode.class);
  private final Counter bytesOut;

  public SessionMetrics(MeterRegistry registry) {
    for (CloseCode code : CloseCode.values()) {
      closes.put(
          code,
          Counter.builder("hub_closes_total")
              .description("Sockets closed by the hub")
              .tag("code", Integer.toString(code.code()))
              .register(registry));
    }
    for (ErrorCode code : ErrorCode.values()) {
      refusals.put(
          code,
          Counter.builder("hub_refusals_total")
              .description("Calls and upgrades refused")
              .tag("code", code.wire())
              .register(registry));
    }
    this.bytesOut =
        Counter.builder("hub_event_bytes_out_total")
            .description("Bytes of events handed to sockets")
            .register(registry);
  }

  void closed(CloseCode code) {
    count(closes.get(code));
  }

  public void refused(ErrorCode code) {
    count(refusals.get(code));
  }

  void sent(int bytes) {
    bytesOut.increment(bytes);
  }

  private static void count(@Nullable Counter counter) {
    if (counter != null) {
      counter.increment();
    }
  }
}
