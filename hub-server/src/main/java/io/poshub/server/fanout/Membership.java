package io.poshub.server.fanout;

import io.poshub.protocol.Position;
import java.util.function.Consumer;

/** A socket's part in its tenant's channel, from joining to leaving. The socket's loop only. */
public final class Membership {
  private final TenantChannel channel;
  private final LoopChannel loopChannel;
  private final Subscriber subscriber;

  Membership(TenantChannel channel, LoopChannel loopChannel, Subscriber subscriber) {
    this.channel = channel;
    this.loopChannel = loopChannel;
    this.subscriber = subscriber;
  }

  /** Where the socket reads. */
  public StreamCursor cursor(long after, int typeBits) {
    return loopChannel.cursor(subscriber, after, typeBits);
  }

  /** The newest event this loop can send, and the epoch it belongs to. */
  public Position sendable() {
    return loopChannel.position();
  }

  /** The newest event this node knows of, sendable or not. */
  public Position newestKnown() {
    Position known = channel.head();
    return known == null ? loopChannel.position() : known;
  }

  /**
   * Asks the store whether an event exists that this node has not heard of; the answer comes on the
   * socket's loop.
   */
  public void confirm(long seq, Consumer<Existence> answer) {
    loopChannel.requestPage(
        seq, page -> loopChannel.loop().execute(() -> answer.accept(Existence.of(seq, page))));
  }

  public void leave(StreamCursor cursor) {
    cursor.close();
    channel.leave(loopChannel, subscriber);
  }
}
