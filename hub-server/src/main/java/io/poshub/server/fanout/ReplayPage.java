package io.poshub.server.fanout;

import io.poshub.protocol.Position;

/** What a request for a page of the stored stream comes back with. */
sealed interface ReplayPage {

  /** The frames after the position that was asked for. */
  record Next(Frames frames) implements ReplayPage {}

  /** There was nothing after the position. */
  record Nothing() implements ReplayPage {}

  /** The position cannot be continued any more; the stream's end. */
  record Gone(Position head) implements ReplayPage {}

  /** The store could not be read; asking again later may work. */
  record Failed() implements ReplayPage {}
}
