package io.poshub.rest.call;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.poshub.engine.read.Changes;
import io.poshub.rest.HttpCall;
import io.poshub.rest.HttpReply;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells pollers "nothing has changed" without reading anything: as long as this node is the only
 * one that writes and has written nothing for the tenant, an answer that was given is still right.
 * Any thread.
 */
public final class UnchangedReads {
  /** Somebody with a prompt may write too; what they write is seen this much later. */
  static final Duration KNOWN_FOR = Duration.ofSeconds(10);

  private static final int KNOWN_MAX = 20_000;

  private final Changes changes;
  private final boolean writesAlone;
  private final Cache<Question, Known> answers;

  /** What was asked; all who may ask are answered alike. */
  private record Question(String tenant, String path, String query) {}

  /** The tag of an answer, and what the tenant's count of changes was before it was read. */
  private record Known(String tag, long change) {}

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
            .maximumSize(KNOWN_MAX)
            .expireAfterWrite(KNOWN_FOR)
            .ticker(nanoClock::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /** The tenant's count of changes, to be taken before an answer is read. */
  public long change(String tenant) {
    return changes.of(tenant);
  }

  /** 304 if what the caller has is known to be right, else null. */
  public @Nullable HttpReply unchanged(String tenant, HttpCall call) {
    String given = call.header(ConditionalRead.CONDITION);
    if (given == null || !writesAlone) {
      return null;
    }
    Known known = answers.getIfPresent(new Question(tenant, call.path(), call.query()));
    return known != null
            && known.change == changes.of(tenant)
            && ConditionalRead.matches(given, known.tag)
        ? ConditionalRead.unchanged(known.tag)
        : null;
  }

  /**
   * Notes what a poller was told.
   *
   * @param change the count before it was read
   */
  public void told(String tenant, HttpCall call, long change, HttpReply reply) {
    String tag = reply.headers().get(ConditionalRead.TAG);
    if (writesAlone && tag != null && call.header(ConditionalRead.CONDITION) != null) {
      answers.put(new Question(tenant, call.path(), call.query()), new Known(tag, change));
    }
  }
}
