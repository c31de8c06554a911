package io.poshub.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.EventType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** What tests of the lane have it do. */
final class LaneCommands {
  static final int WAIT_SECONDS = 20;

  private LaneCommands() {}

  /** Waits for an answer that must be a failure. */
  static void assertFailsWith(CompletableFuture<String> answer, ErrorCode code) {
    AtomicReference<ErrorCode> failed = new AtomicReference<>();
    CompletableFuture<String> handled =
        answer.exceptionally(failure -> {
          failed.set(((LaneException) failure).code());
          return "failed";
        });
    assertThat(handled.orTimeout(WAIT_SECONDS, TimeUnit.SECONDS).join()).isEqualTo("failed");
    assertThat(failed).hasValue(code);
  }

  /** Holds the lane's thread until it is opened. */
  static final class Gate implements Command<String> {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    void awaitEntered() throws InterruptedException {
      assertThat(entered.await(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    void open() {
      opened.countDown();
    }

    @Override
    public void claim(Batch batch) {}

    @Override
    public String decide(Batch batch) {
      entered.countDown();
      try {
        assertThat(opened.await(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return "gate";
    }
  }

  /** Leaves one event. */
  record Note(String text) implements Command<String> {
    @Override
    public void claim(Batch batch) {}

    @Override
    public String decide(Batch batch) {
      batch.emit(EventType.MODE_CHANGED, text);
      return text;
    }
  }

  /** Leaves nothing. */
  record Silent() implements Command<String> {
    @Override
    public void claim(Batch batch) {}

    @Override
    public String decide(Batch batch) {
      return "silent";
    }
  }

  /** Emits, then throws. */
  record Poison() implements Command<String> {
    @Override
    public void claim(Batch batch) {}

    @Override
    public String decide(Batch batch) {
      batch.emit(EventType.MODE_CHANGED, "poison");
      throw new IllegalStateException("poison");
    }
  }
}
