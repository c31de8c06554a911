package io.poshub.server.fanout;

import io.poshub.engine.stream.EventPage;

/** A socket as the fan-out sees it. All methods run on the socket's event loop. */
public interface Subscriber {

  /** There may be something new in the ring. */
  void onWake();

  /** The page that was asked for. */
  void onPage(ReplayPage page);

  /** The stream was rebuilt: positions of the old one mean nothing any more. */
  void onStreamRebuilt();

  /** What a page request comes back with. */
  sealed interface ReplayPage {
    /** The frames after the position that was asked for. */
    record Next(Frames frames) implements ReplayPage {}

    /** There was nothing after the position. */
    record Nothing() implements ReplayPage {}

    /** The position cannot be continued any more. */
    record Gone(EventPage.Expired expired) implements ReplayPage {}

    /** The store could not be read; asking again later may work. */
    record Failed() implements ReplayPage {}
  }
}
