package io.poshub.server.fanout;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBufAllocator;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * What all channels of a hub share.
 *
 * @param pushLatencyNanos told once per sweep how long its oldest commit took to reach the sockets
 */
record ChannelParts(
    Replay replay,
    ByteBufAllocator allocator,
    FrameMemory ringMemory,
    FrameMemory recentMemory,
    LongSupplier nanoClock,
    LongConsumer pushLatencyNanos) {
  ChannelParts {
    requireNonNull(replay, "replay is null");
    requireNonNull(allocator, "allocator is null");
    requireNonNull(ringMemory, "ringMemory is null");
    requireNonNull(recentMemory, "recentMemory is null");
  }
}
