package io.poshub.server.session;

import io.poshub.protocol.CloseCode;
import io.poshub.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Told what happens to sockets, for the log that people read. Event loops; must not block. */
public interface SessionLog {

  void onConnected(String tenant, @Nullable String terminal, String remote, long after);

  void onClosed(
      String tenant,
      @Nullable String terminal,
      String remote,
      @Nullable CloseCode code,
      long acked);

  void onRefused(String tenant, @Nullable String terminal, String remote, ErrorCode code);
}
