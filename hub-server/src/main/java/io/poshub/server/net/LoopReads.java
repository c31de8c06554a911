package io.poshub.server.net;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How much is read from a socket at once: little at first, since most that come are small, and more
 * as long as it fills what it is given. Nothing is remembered between two times that a socket has
 * something to say, so one of these serves all sockets of an event loop that reads one of them at a
 * time, and a socket that is only open costs nothing here. Runs on that loop.
 */
final class LoopReads implements RecvByteBufAllocator, RecvByteBufAllocator.ExtendedHandle {
  static final int FIRST_BYTES = 2 * 1024;
  static final int MAX_BYTES = 64 * 1024;

  /** Then it is the next socket's turn. */
  static final int READS_MAX = 16;

  private static final int GROWTH = 4;

  private @Nullable ChannelConfig config;
  private int guessBytes = FIRST_BYTES;
  private int attemptedBytes;
  private int lastBytes;
  private int reads;

  @Override
  public LoopReads newHandle() {
    return this;
  }

  /** A socket has something to say: {@code reading} is its configuration. */
  @Override
  public void reset(ChannelConfig reading) {
    config = reading;
    guessBytes = FIRST_BYTES;
    attemptedBytes = 0;
    lastBytes = 0;
    reads = 0;
  }

  @Override
  public ByteBuf allocate(ByteBufAllocator allocator) {
    return allocator.ioBuffer(guessBytes);
  }

  @Override
  public int guess() {
    return guessBytes;
  }

  @Override
  public void incMessagesRead(int messages) {
    reads += messages;
  }

  @Override
  public void lastBytesRead(int bytes) {
    lastBytes = bytes;
    if (isFilled()) {
      guessBytes = Math.min(MAX_BYTES, guessBytes * GROWTH);
    }
  }

  @Override
  public int lastBytesRead() {
    return lastBytes;
  }

  @Override
  public void attemptedBytesRead(int bytes) {
    attemptedBytes = bytes;
  }

  @Override
  public int attemptedBytesRead() {
    return attemptedBytes;
  }

  @Override
  public boolean continueReading() {
    return mayGoOn() && isFilled();
  }

  @Override
  public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
    return mayGoOn() && maybeMore.get();
  }

  @Override
  public void readComplete() {
    config = null;
  }

  private boolean mayGoOn() {
    return reads < READS_MAX
        && lastBytes > 0
        && requireNonNull(config, "no socket is being read").isAutoRead();
  }

  /** There may be more where that came from. */
  private boolean isFilled() {
    return lastBytes > 0 && lastBytes == attemptedBytes;
  }
}
