package io.poshub.server.fanout;

import io.poshub.protocol.Position;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Finds the streams that moved without a word to this node: written by another node, by a person,
 * or by a commit whose outcome was unknown. One query for all tenants; a step on a timer's thread.
 */
final class HeadWatch {
  /**
   * A commit of this node is told within this time; only what is older was written by somebody
   * else.
   */
  private static final Duration GRACE = Duration.ofMillis(20);

  private final EventReader reader;
  private final Map<String, TenantChannel> channels;

  HeadWatch(EventReader reader, Map<String, TenantChannel> channels) {
    this.reader = reader;
    this.channels = channels;
  }

  /** Wakes the channels that are behind the store. */
  void step() {
    if (channels.isEmpty()) {
      return;
    }
    Map<String, Position> heads = reader.heads();
    LockSupport.parkNanos(GRACE.toNanos());
    channels.forEach((tenant, channel) -> {
      Position stored = heads.get(tenant);
      if (stored != null && isBehind(channel.head(), stored)) {
        channel.offer(stored);
      }
    });
  }

  private static boolean isBehind(@Nullable Position known, Position stored) {
    return known == null || !known.epoch().equals(stored.epoch()) || known.seq() < stored.seq();
  }
}
