package io.poshub.client.socket;

import org.jspecify.annotations.Nullable;

/** What the owner thread is told; signals of a link it has left behind are to be ignored. */
public sealed interface Signal {

  /** Someone asked for something; look at the requests. */
  record Woken() implements Signal {}

  /** A whole text message. */
  record Text(SocketLink link, String text) implements Signal {}

  /** A ping, which the JDK answers by itself. */
  record LifeSign(SocketLink link) implements Signal {}

  /** The last message given to {@link SocketLink#send} has left, or could not. */
  record Sent(SocketLink link, @Nullable String failure) implements Signal {}

  record Closed(SocketLink link, int code, String reason) implements Signal {}

  record Broken(SocketLink link, String why) implements Signal {}
}
