package io.poshub.client.reconnect;

import java.time.Duration;

/** What to do next. */
public sealed interface Step {

  /** Open the socket after {@code delay}. */
  record Connect(Duration delay, String why) implements Step {}

  /** Follow the stream by long-polling; leave the socket alone for at least {@code socketRest}. */
  record Poll(Duration socketRest, String why) implements Step {}

  /** Give up for good; coming back would only repeat the refusal. */
  record Stop(String why, String code) implements Step {}

  /** This side wanted it so. */
  record End() implements Step {}
}
