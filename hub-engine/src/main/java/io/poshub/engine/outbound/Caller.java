package io.poshub.engine.outbound;

import java.net.InetAddress;
import java.util.List;

/** Makes one HTTP call and reads the answer. Blocks. */
@FunctionalInterface
public interface Caller {

  /**
   * Makes a call.
   *
   * @param addresses the target's, as {@link OutboundGuard} allowed them
   */
  CallAnswer call(OutboundTarget target, List<InetAddress> addresses, CallRequest request);
}
