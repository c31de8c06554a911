package io.poshub.client.print;

import static java.util.Objects.requireNonNull;

import io.poshub.client.http.JsonText;
import io.poshub.protocol.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Prints and accepts orders for one till. Called by the terminal's thread; a thread of its own
 * looks again at what other tills had. A lock lets one of them work at a time.
 */
public final class OrderPrinter implements AutoCloseable {
  /** Another machine's clock is not ours: neither look again at once nor never. */
  static final Duration LOOK_AGAIN_MIN = Duration.ofMillis(250);

  static final Duration LOOK_AGAIN_MAX = Duration.ofMinutes(10);

  private static final Duration SILENCE_PAUSE = Duration.ofSeconds(2);

  private final OrderCalls calls;
  private final Duties duties;
  private final Output output;
  private final InstantSource clock;
  private final LostClaims lost = new LostClaims();
  private final ReentrantLock lock = new ReentrantLock();

  /** On paper, but the hub has not confirmed it: by order, the fence. Never to be printed again. */
  private final Map<String, Long> onPaper = new LinkedHashMap<>();

  private final Thread again;

  /** What this till does with a new order. */
  public record Duties(boolean prints, boolean accepts) {}

  /** Where receipts and remarks go. */
  public record Output(Consumer<List<String>> paper, Consumer<String> remarks) {
    public Output {
      requireNonNull(paper, "paper is null");
      requireNonNull(remarks, "remarks is null");
    }
  }

  public OrderPrinter(OrderCalls calls, Duties duties, Output output, InstantSource clock) {
    this.calls = requireNonNull(calls, "calls is null");
    this.duties = requireNonNull(duties, "duties is null");
    this.output = requireNonNull(output, "output is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.again = Thread.ofVirtual().name("print-again").start(this::onTime);
  }

  /** Takes all that waits: what an earlier run or another till has left behind. */
  void takePending() throws HubSilentException {
    for (JsonValue order : calls.pending()) {
      take(order);
    }
  }

  /** A new order. Returns when it is on paper and the hub knows, or when another till has it. */
  void take(JsonValue order) throws HubSilentException {
    String orderId = JsonText.at(order, "id");
    if (orderId == null) {
      return;
    }
    lock.lock();
    try {
      boolean mine = !duties.prints() || print(orderId, order);
      if (mine && duties.accepts() && "pending".equals(JsonText.at(order, "status"))) {
        if (calls.accept(orderId)) {
          remark(order, "accepted");
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** An order has changed; one that another till had may be free now, or printed. */
  void saw(JsonValue order) {
    String orderId = JsonText.at(order, "id");
    if (orderId == null || !lost.isWatched(orderId)) {
      return;
    }
    Instant until = JsonText.time(order, "claim", "expires_at");
    if (isPrinted(order)) {
      lost.forget(orderId);
    } else {
      var _ = lost.watch(orderId, until == null ? Duration.ZERO : untilThen(until));
    }
  }

  @Override
  public void close() {
    again.interrupt();
  }

  /** True if it is printed and this till may accept it: also one whose till died before it did. */
  private boolean print(String orderId, JsonValue order) throws HubSilentException {
    if (onPaper.containsKey(orderId)) {
      return confirm(orderId, order);
    }
    if (isPrinted(order)) {
      return true;
    }
    return switch (calls.claim(orderId)) {
      case ClaimAnswer.Won(long fence) -> {
        output.paper().accept(Receipt.of(order));
        onPaper.put(orderId, fence);
        yield confirm(orderId, order);
      }
      // An earlier try came this far.
      case ClaimAnswer.Taken(String by, Instant until) when until == null && calls.isOwn(by) ->
          true;
      case ClaimAnswer.Taken(String by, Instant until) -> {
        taken(orderId, order, by, until);
        yield false;
      }
      case ClaimAnswer.NotWanted() -> false;
    };
  }

  private boolean confirm(String orderId, JsonValue order) throws HubSilentException {
    long fence = requireNonNull(onPaper.get(orderId), "not on paper");
    boolean counted = calls.printed(orderId, fence);
    onPaper.remove(orderId);
    lost.forget(orderId);
    remark(
        order,
        counted ? "printed" : "printed too late: the claim was over, look for a second copy");
    return counted;
  }

  private void taken(String orderId, JsonValue order, String by, @Nullable Instant until) {
    if (until == null) {
      lost.forget(orderId);
      remark(order, by + " has printed it");
    } else if (lost.watch(orderId, untilThen(until))) {
      remark(order, by + " has it until " + until);
    } else {
      remark(order, by + " has it, and too many others are watched to look again");
    }
  }

  private Duration untilThen(Instant until) {
    Duration wait = Duration.between(clock.instant(), until);
    if (wait.compareTo(LOOK_AGAIN_MIN) < 0) {
      return LOOK_AGAIN_MIN;
    }
    return wait.compareTo(LOOK_AGAIN_MAX) > 0 ? LOOK_AGAIN_MAX : wait;
  }

  private void onTime() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        String orderId = lost.take();
        if (orderId != null) {
          lookAgain(orderId);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookAgain(String orderId) {
    try {
      JsonValue order = calls.read(orderId);
      if (order != null) {
        take(order);
      }
    } catch (HubSilentException e) {
      var _ = lost.watch(orderId, SILENCE_PAUSE);
    } catch (RuntimeException e) {
      // Such as paper that is out: the order must not be forgotten over it.
      output.remarks().accept("trouble: " + e.getMessage());
      var _ = lost.watch(orderId, SILENCE_PAUSE);
    }
  }

  private static boolean isPrinted(JsonValue order) {
    String count = JsonText.at(JsonText.find(order, "print"), "count");
    return count != null && !count.equals("0");
  }

  private void remark(JsonValue order, String what) {
    output.remarks().accept("#" + JsonText.at(order, "display_number", "?") + ": " + what);
  }
}
