package io.poshub.server.ops;

import io.poshub.engine.terminal.SyncEntry;
import io.poshub.engine.terminal.SyncLog;
import io.poshub.protocol.CloseCode;
import io.poshub.protocol.ErrorCode;
import io.poshub.server.session.SessionLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Notes in a tenant's sync log what happens to its sockets. Event loops; never waits. */
public final class SyncLogWriter implements SessionLog {
  public static final Duration FLUSH_PERIOD = Duration.ofSeconds(1);

  private final SyncLog log;
  private final InstantSource clock;

  public SyncLogWriter(SyncLog log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
  }

  @Override
  public void onConnected(String tenant, @Nullable String terminal, String remote, long after) {
    add(tenant, SyncEntry.Kind.CONNECTED, terminal, remote, null, after);
  }

  @Override
  public void onClosed(
      String tenant,
      @Nullable String terminal,
      String remote,
      @Nullable CloseCode code,
      long acked) {
    String reason = code == null ? "gone" : Integer.toString(code.code());
    add(tenant, SyncEntry.Kind.DISCONNECTED, terminal, remote, reason, acked < 0 ? null : acked);
  }

  /**
   * Only refusals of a tenant that is known to exist can be logged there; others are only counted.
   */
  @Override
  public void onRefused(String tenant, @Nullable String terminal, String remote, ErrorCode code) {
    if (code == ErrorCode.TENANT_DEACTIVATED) {
      add(
          tenant,
          SyncEntry.Kind.REFUSED,
          terminal,
          remote,
          code.name().toLowerCase(Locale.ROOT),
          null);
    }
  }

  private void add(
      String tenant,
      SyncEntry.Kind kind,
      @Nullable String terminal,
      String remote,
      @Nullable String code,
      @Nullable Long seq) {
    log.add(new SyncEntry(tenant, clock.instant(), kind, terminal, remote, code, seq, null));
  }
}
