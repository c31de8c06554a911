package io.poshub.server.fanout;

import io.poshub.protocol.Position;

/** A socket as the fan-out sees it. All methods run on the socket's event loop. */
public interface Subscriber {

  /** There may be something new for it. */
  void onWake();

  /** Its position was pruned from the store: it goes on from {@code head}. */
  void onReset(Position head);

  /** The stream was rebuilt: positions of the old one mean nothing any more. */
  void onStreamRebuilt();
}
