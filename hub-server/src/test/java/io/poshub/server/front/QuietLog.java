package io.poshub.server.front;

import io.poshub.protocol.CloseCode;
import io.poshub.protocol.ErrorCode;
import io.poshub.server.session.SessionLog;
import org.jspecify.annotations.Nullable;

/** Hears and forgets. */
final class QuietLog implements SessionLog {
  @Override
  public void onConnected(String tenant, @Nullable String terminal, String remote, long after) {}

  @Override
  public void onClosed(
      String tenant,
      @Nullable String terminal,
      String remote,
      @Nullable CloseCode code,
      long acked) {}

  @Override
  public void onRefused(String tenant, @Nullable String terminal, String remote, ErrorCode code) {}
}
