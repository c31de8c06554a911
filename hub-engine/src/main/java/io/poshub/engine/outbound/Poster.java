package io.poshub.engine.outbound;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;

/** Sends one POST. Blocks. */
@FunctionalInterface
public interface Poster {

  /**
   * Sends a JSON body.
   *
   * @param addresses the target's, as {@link OutboundGuard} allowed them
   * @param headers beside those that HTTP itself needs; printable ASCII
   */
  PostAnswer post(
      OutboundTarget target, List<InetAddress> addresses, Map<String, String> headers, byte[] body);
}
