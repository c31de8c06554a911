package io.poshub.server.fanout;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.poshub.engine.sql.DatabaseException;
import io.poshub.engine.stream.EventPage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads pages of the stored streams for whoever is behind. Tenants take turns, so that one tenant's
 * morning does not starve the others; askers for the same page share one read. {@link #request} is
 * for any thread; pages arrive on a worker's thread.
 */
final class Replay {
  /** Reads at once, on all tenants together: far below the pool's size. */
  static final int READS_MAX = 4;

  static final int PAGE_MAX_EVENTS = 256;

  private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

  private final EventReader reader;
  private final Executor workers;
  private final Counter pages;
  private final ReentrantLock lock = new ReentrantLock();

  /** Who waits, by tenant in the order of their turns. */
  private final Map<String, ArrayDeque<Request>> waiting = new LinkedHashMap<>();

  private int running;

  Replay(EventReader reader, Executor workers, MeterRegistry registry) {
    this.reader = reader;
    this.workers = workers;
    this.pages =
        Counter.builder("hub_replay_pages_total")
            .description("Pages read from the stored streams")
            .register(registry);
  }

  /** Asks for the page after a position; the answer always comes, once. */
  void request(String tenant, @Nullable String epoch, long after, Consumer<ReplayPage> answer) {
    lock.lock();
    try {
      ArrayDeque<Request> queue = waiting.computeIfAbsent(tenant, _ -> new ArrayDeque<>());
      Request same =
          queue.stream().filter(request -> request.isFor(epoch, after)).findFirst().orElse(null);
      if (same != null) {
        same.answers.add(answer);
        return;
      }
      queue.add(new Request(tenant, epoch, after, answer));
      if (running < READS_MAX) {
        running++;
        workers.execute(this::onTurn);
      }
    } finally {
      lock.unlock();
    }
  }

  private void onTurn() {
    for (Request request = next(); request != null; request = next()) {
      ReplayPage page = read(request);
      request.answers.forEach(answer -> hand(page, answer));
    }
  }

  private static void hand(ReplayPage page, Consumer<ReplayPage> answer) {
    try {
      answer.accept(page);
    } catch (RejectedExecutionException e) {
      LOG.debug("A page came after its loop had ended", e);
    }
  }

  /**
   * The first request of the tenant whose turn it is; the tenant then goes to the end of the row.
   */
  private @Nullable Request next() {
    lock.lock();
    try {
      if (waiting.isEmpty()) {
        running--;
        return null;
      }
      Map.Entry<String, ArrayDeque<Request>> turn = waiting.entrySet().iterator().next();
      waiting.remove(turn.getKey());
      Request request = turn.getValue().remove();
      if (!turn.getValue().isEmpty()) {
        waiting.put(turn.getKey(), turn.getValue());
      }
      return request;
    } finally {
      lock.unlock();
    }
  }

  private ReplayPage read(Request request) {
    try {
      pages.increment();
      return switch (reader.read(request.tenant, request.epoch, request.after, PAGE_MAX_EVENTS)) {
        case EventPage.Expired expired -> new ReplayPage.Gone(expired.head());
        case EventPage.Events page when page.events().isEmpty() -> new ReplayPage.Nothing();
        case EventPage.Events page ->
            new ReplayPage.Next(Frames.of(page.head().epoch(), page.events(), Frames.NOT_MEASURED));
      };
    } catch (DatabaseException e) {
      LOG.debug("A page of tenant {} could not be read", request.tenant, e);
      return new ReplayPage.Failed();
    } catch (RuntimeException e) {
      LOG.error("A page of tenant {} could not be read", request.tenant, e);
      return new ReplayPage.Failed();
    }
  }

  /**
   * One page that is wanted, and by whom. Touched under the lock until it is taken out of the
   * queue.
   */
  private static final class Request {
    private final String tenant;
    private final @Nullable String epoch;
    private final long after;
    private final List<Consumer<ReplayPage>> answers = new ArrayList<>();

    Request(String tenant, @Nullable String epoch, long after, Consumer<ReplayPage> answer) {
      this.tenant = tenant;
      this.epoch = epoch;
      this.after = after;
      this.answers.add(answer);
    }

    boolean isFor(@Nullable String otherEpoch, long otherAfter) {
      return after == otherAfter && Objects.equals(epoch, otherEpoch);
    }
  }
}
