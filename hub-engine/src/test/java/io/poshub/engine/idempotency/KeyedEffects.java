package io.poshub.engine.idempotency;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.EventType;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Requests and commands for tests of keys: an effect is an event, so effects can be counted. */
final class KeyedEffects {
  private static final long PATIENCE_SECONDS = 20;

  private KeyedEffects() {}

  static KeyedRequest request(Tenant tenant, String key, String body) {
    return KeyedRequest.of(tenant, new IdempotencyKey(key), "till", "POST", "/effects", json(body));
  }

  static JsonValue json(String text) {
    try {
      return Json.parse(text);
    } catch (MalformedJsonException e) {
      throw new AssertionError(e);
    }
  }

  static Answer written(Outcome outcome) {
    return new Answer(outcome.status(), null, outcome.text().getBytes(StandardCharsets.UTF_8));
  }

  static String text(Answer answer) {
    return answer.status() + " " + new String(answer.body(), StandardCharsets.UTF_8);
  }

  record Outcome(int status, String text) {}

  /** Emits one event and answers with its id, so that no two effects look alike. */
  record Effect(int status) implements Command<Outcome> {
    @Override
    public void claim(Batch batch) {}

    @Override
    public Outcome decide(Batch batch) {
      batch.emit(EventType.MODE_CHANGED, String.valueOf(batch.idempotencyKey()));
      return new Outcome(status, batch.nextId());
    }
  }

  /** Emits, then throws. */
  record Poison() implements Command<Outcome> {
    @Override
    public void claim(Batch batch) {}

    @Override
    public Outcome decide(Batch batch) {
      batch.emit(EventType.MODE_CHANGED, "poison");
      throw new IllegalStateException("poison");
    }
  }

  /** An effect that holds its lane's thread, and its transaction, until it is opened. */
  static final class Gate implements Command<Outcome> {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    void awaitEntered() throws InterruptedException {
      if (!entered.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("the gate was not reached");
      }
    }

    void open() {
      opened.countDown();
    }

    @Override
    public void claim(Batch batch) {}

    @Override
    public Outcome decide(Batch batch) {
      entered.countDown();
      try {
        if (!opened.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          throw new AssertionError("the gate was not opened");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return new Effect(200).decide(batch);
    }
  }
}
