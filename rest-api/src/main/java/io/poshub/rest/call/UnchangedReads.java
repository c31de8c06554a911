package io.poshub.rest.call;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.poshub.engine.lane.Lanes;
import io.poshub.engine.read.Changes;
import io.poshub.rest.HttpCall;
import io.poshub.rest.HttpReply;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers pollers without reading anything: as long as this node is the only one that writes and
 * has written nothing for the tenant, an answer that was given is still right. Any thread.
 */
public final class UnchangedReads {
  /** All answers that are kept, whatever the number of tenants. */
  static final long KEPT_MAX_BYTES = 32L << 20;

  /** What keeping one costs besides its body. */
  private static final int KEPT_BASE_BYTES = 500;

  private final Changes changes;
  private final boolean writesAlone;
  private final Cache<Question, Known> answers;

  /** A tagged answer, and what the tenant's count of changes was before it was read. */
  private record Known(HttpReply reply, long change) {
    int sizeBytes() {
      return KEPT_BASE_BYTES + reply.body().length;
    }
  }

  /**
   * Remembers nothing yet.
   *
   * @param writesAlone whether no other node can write to the same database
   */
  public UnchangedReads(Changes changes, boolean writesAlone, LongSupplier nanoClock) {
    this.changes = changes;
    this.writesAlone = writesAlone;
    this.answers =
        Caffeine.newBuilder()
            .maximumWeight(KEPT_MAX_BYTES)
            .weigher((Question _, Known known) -> known.sizeBytes())
            .expireAfterWrite(Lanes.OTHERS_SEEN_AFTER)
            .ticker(nanoClock::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /** The tenant's count of changes, to be taken before an answer is read. */
  public long change(String tenant) {
    return changes.of(tenant);
  }

  /** The tagged answer if it is known to be right, else null. */
  public @Nullable HttpReply known(String tenant, HttpCall call) {
    if (!writesAlone) {
      return null;
    }
    Known known = answers.getIfPresent(Question.of(tenant, call));
    return known != null && known.change == changes.of(tenant) ? known.reply : null;
  }

  /**
   * Keeps what a poller was told.
   *
   * @param change the count before it was read
   */
  public void told(String tenant, HttpCall call, long change, HttpReply tagged) {
    if (writesAlone && tagged.status() == 200 && !tagged.isPassing()) {
      answers.put(Question.of(tenant, call), new Known(tagged, change));
    }
  }
}
