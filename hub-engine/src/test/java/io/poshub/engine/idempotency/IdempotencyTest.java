package io.poshub.engine.idempotency;

import static io.poshub.engine.idempotency.KeyedEffects.json;
import static io.poshub.engine.idempotency.KeyedEffects.request;
import static io.poshub.engine.idempotency.KeyedEffects.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poshub.engine.EngineFixture;
import io.poshub.engine.idempotency.KeyedEffects.Effect;
import io.poshub.engine.idempotency.KeyedEffects.Outcome;
import io.poshub.engine.idempotency.KeyedEffects.Poison;
import io.poshub.engine.lane.Command;
import io.poshub.engine.lane.LaneException;
import io.poshub.engine.retention.Pruning;
import io.poshub.engine.retention.Retention;
import io.poshub.engine.stream.EventLog;
import io.poshub.engine.tenant.Tenant;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a key promises to one caller after the other, on the real database. */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class IdempotencyTest {
  private final EngineFixture engine = EngineFixture.create();
  private final Tenant tenant = engine.newTenant("keys");
  private final Idempotency idempotency = new Idempotency(engine.lanes, engine.transactions);

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void theSameRequestIsToldTheFirstAnswerAndHasOneEffect() {
    Outcome first = first(call("k1", "{\"a\":1}", new Effect(201)));

    assertThat(replayed(call("k1", "{ \"a\" : 1 }", new Effect(201))))
        .isEqualTo("201 " + first.text());
    assertThat(replayed(call("k1", "{\"a\":1}", new Effect(201)))).isEqualTo("201 " + first.text());
    assertThat(effects()).isOne();
  }

  @Test
  void anotherBodyPathOrMethodUnderTheKeyIsRefused() {
    first(call("k1", "{\"a\":1}", new Effect(200)));
    IdempotencyKey key = new IdempotencyKey("k1");
    KeyedRequest asked = request(tenant, "k1", "{\"a\":1}");

    assertThat(call("k1", "{\"a\":2}", new Effect(200))).isInstanceOf(Once.Reused.class);
    assertThat(
            call(
                new KeyedRequest(
                    key, "till", "POST", "/other", request(tenant, "k1", "{}").fingerprint()),
                new Effect(200)))
        .isInstanceOf(Once.Reused.class);
    assertThat(asked.fingerprint())
        .isEqualTo(
            KeyedRequest.of(tenant, key, "another till", "POST", "/effects", json("{\"a\":1}"))
                .fingerprint())
        .isNotEqualTo(
            KeyedRequest.of(tenant, key, "another till", "PATCH", "/effects", json("{\"a\":1}"))
                .fingerprint())
        .isNotEqualTo(
            KeyedRequest.of(tenant, key, "another till", "POST", "/effects/", json("{\"a\":1}"))
                .fingerprint());
    assertThat(effects()).isOne();
  }

  @Test
  void keysOfTwoTenantsAndOfTwoCasesAreDifferentKeys() {
    Tenant other = engine.newTenant("other");
    first(call("Key", "{}", new Effect(200)));
    first(call("key", "{}", new Effect(200)));
    first(
        idempotency.call(
            other, request(other, "Key", "{}"), new Effect(200), KeyedEffects::written));
    assertThat(effects()).isEqualTo(2);
  }

  @Test
  void aBusinessRefusalIsKeptAndEverythingElseIsNot() {
    Outcome refused = first(call("refused", "{}", new Effect(409)));
    assertThat(replayed(call("refused", "{}", new Effect(200)))).isEqualTo("409 " + refused.text());

    for (int status : new int[] {400, 401, 403, 404, 412, 422, 429, 500, 503}) {
      String key = "status-" + status;
      first(call(key, "{}", new Effect(status)));
      Outcome second = first(call(key, "{\"other\":true}", new Effect(200)));
      assertThat(replayed(call(key, "{\"other\":true}", new Effect(200))))
          .isEqualTo("200 " + second.text());
    }
  }

  @Test
  void aCommandThatThrowsLeavesNeitherKeyNorEffect() throws SQLException {
    assertThatThrownBy(() -> call("k1", "{}", new Poison())).isInstanceOf(LaneException.class);
    assertThat(rows()).isZero();

    first(call("k1", "{\"other\":1}", new Effect(200)));
    assertThat(effects()).isOne();
  }

  @Test
  void aWriterThatThrowsLeavesNeitherKeyNorEffect() throws SQLException {
    assertThatThrownBy(() ->
            idempotency.call(
                tenant,
                request(tenant, "k1", "{}"),
                new Effect(200),
                _ -> {
                  throw new IllegalStateException("no words");
                }))
        .isInstanceOf(LaneException.class);
    assertThat(rows()).isZero();
    assertThat(effects()).isZero();
  }

  @Test
  void theCommandKnowsItsKeyAndACommandWithoutOneKnowsNone() {
    first(call("k1", "{}", new Effect(200)));
    engine.lanes.call(tenant, new Effect(200));
    assertThat(engine.stored(tenant))
        .extracting(event -> event.data())
        .containsExactly("\"k1\"", "\"null\"");
  }

  @Test
  void aPastCallCanBeLookedUp() {
    Outcome outcome = first(call("a/b?c", "{}", new Effect(201)));

    PastCall call = idempotency.find(tenant, new IdempotencyKey("a/b?c")).orElseThrow();

    assertThat(call.isOf("till")).isTrue();
    assertThat(call.isOf("another till")).isFalse();
    assertThat(call.method()).isEqualTo("POST");
    assertThat(call.path()).isEqualTo("/effects");
    assertThat(text(call.answer())).isEqualTo("201 " + outcome.text());
    assertThat(call.createdAt()).isEqualTo(engine.clock.instant());
    assertThat(idempotency.find(tenant, new IdempotencyKey("never"))).isEmpty();
  }

  @Test
  void anAnswerComesBackByteForByteWithItsLocation() {
    byte[] body = "{\"name\":\"Zoë 🍜\"}".getBytes(StandardCharsets.UTF_8);
    KeyedRequest asked = request(tenant, "k1", "{}");
    for (int i = 0; i < 2; i++) {
      idempotency.call(tenant, asked, new Effect(201), _ -> new Answer(201, "/orders/1", body));
    }
    Answer answer = idempotency.find(tenant, asked.key()).orElseThrow().answer();
    assertThat(answer.body()).isEqualTo(body);
    assertThat(answer.location()).isEqualTo("/orders/1");
  }

  @Test
  void afterThirtyFiveDaysTheAnswerIsGoneButTheKeyStaysSpent() throws SQLException {
    first(call("k1", "{}", new Effect(200)));
    engine.clock.advance(Idempotency.ANSWERS_KEPT.minusMillis(1));
    assertThat(dropped()).isZero();
    assertThat(call("k1", "{}", new Effect(200))).isInstanceOf(Once.Replayed.class);

    engine.clock.advance(Duration.ofMillis(1));
    assertThat(dropped()).isOne();
    assertThat(dropped()).isZero();

    assertThat(call("k1", "{}", new Effect(200))).isInstanceOf(Once.Forgotten.class);
    assertThat(call("k1", "{\"a\":1}", new Effect(200))).isInstanceOf(Once.Reused.class);
    assertThat(idempotency.find(tenant, new IdempotencyKey("k1"))).isEmpty();
    assertThat(effects()).isOne();
    assertThat(rows()).isOne();
  }

  @Test
  void aKeyThatIsSettledBeforeItsCallComesIsSpentForEver() throws SQLException {
    SettleKey settle = new SettleKey(new IdempotencyKey("k1"));

    for (int i = 0; i < 2; i++) {
      assertThat(engine.lanes.call(tenant, settle)).isInstanceOf(SettleKey.Result.Nothing.class);
      assertThat(call("k1", "{}", new Effect(200))).isInstanceOf(Once.Reversed.class);
      assertThat(call("k1", "{\"a\":1}", new Effect(200))).isInstanceOf(Once.Reversed.class);
      assertThat(idempotency.<Outcome>earlier(tenant, request(tenant, "k1", "{}")))
          .containsInstanceOf(Once.Reversed.class);
      assertThat(idempotency.find(tenant, settle.key())).isEmpty();
      engine.clock.advance(Idempotency.ANSWERS_KEPT.plusDays(1));
      assertThat(dropped()).isZero();
    }
    assertThat(effects()).isZero();
    assertThat(rows()).isOne();
  }

  @Test
  void aKeyThatIsSettledAfterItsCallStaysTheCalls() {
    SettleKey settle = new SettleKey(new IdempotencyKey("k1"));
    Outcome outcome = first(call("k1", "{}", new Effect(200)));

    SettleKey.Result found = engine.lanes.call(tenant, settle);

    assertThat(found).isInstanceOf(SettleKey.Result.Found.class);
    assertThat(replayed(call("k1", "{}", new Effect(200)))).isEqualTo("200 " + outcome.text());
    engine.clock.advance(Idempotency.ANSWERS_KEPT);
    assertThat(dropped()).isOne();
    assertThat(engine.lanes.call(tenant, settle)).isInstanceOf(SettleKey.Result.Nothing.class);
    assertThat(call("k1", "{}", new Effect(200))).isInstanceOf(Once.Forgotten.class);
  }

  @Test
  void answersAreDroppedAFewAtATimeTheOldestFirst() {
    for (int i = 1; i <= 3; i++) {
      first(call("k" + i, "{}", new Effect(200)));
      engine.clock.advance(Duration.ofMillis(1));
    }

    assertThat(idempotency.dropAnswers("keys", engine.clock.instant(), 2)).isEqualTo(2);
    assertThat(call("k2", "{}", new Effect(200))).isInstanceOf(Once.Forgotten.class);
    assertThat(call("k3", "{}", new Effect(200))).isInstanceOf(Once.Replayed.class);
    assertThat(idempotency.dropAnswers("keys", engine.clock.instant(), 2)).isOne();
    assertThat(idempotency.dropAnswers("keys", engine.clock.instant(), 2)).isZero();
  }

  @Test
  void theStoredAnswerCannotBeReadOrMovedToAnotherKey() throws SQLException {
    String secret = "code-of-a-card";
    idempotency.call(
        tenant,
        request(tenant, "k1", "{}"),
        new Effect(201),
        _ -> new Answer(201, null, secret.getBytes(StandardCharsets.UTF_8)));
    first(call("k2", "{}", new Effect(200)));

    assertThat(
            engine.number(
                tenant,
                "SELECT COUNT(*) FROM idempotency_keys WHERE INSTR(answer, '" + secret + "') > 0"))
        .isZero();
    engine.execute(
        tenant,
        "UPDATE idempotency_keys a JOIN idempotency_keys b ON b.idempotency_key = 'k1'"
            + " SET a.answer = b.answer WHERE a.idempotency_key = 'k2'");
    assertThatThrownBy(() -> idempotency.find(tenant, new IdempotencyKey("k2")))
        .hasMessage("a stored answer cannot be opened");
  }

  private Once<Outcome> call(String key, String body, Command<Outcome> command) {
    return call(request(tenant, key, body), command);
  }

  private Once<Outcome> call(KeyedRequest request, Command<Outcome> command) {
    return idempotency.call(tenant, request, command, KeyedEffects::written);
  }

  private static Outcome first(Once<Outcome> once) {
    assertThat(once).isInstanceOf(Once.First.class);
    return ((Once.First<Outcome>) once).outcome();
  }

  private static String replayed(Once<Outcome> once) {
    assertThat(once).isInstanceOf(Once.Replayed.class);
    return text(((Once.Replayed<Outcome>) once).answer());
  }

  private int effects() {
    assertThat(engine.stored(tenant)).hasSizeLessThan(EventLog.PAGE_MAX_EVENTS);
    return engine.stored(tenant).size();
  }

  private long rows() throws SQLException {
    return engine.number(tenant, "SELECT COUNT(*) FROM idempotency_keys");
  }

  /** The tenant's turn to have what is old deleted; says how much that was. */
  private long dropped() {
    return new Retention(
            engine.tenants::slugs,
            List.of(
                new Pruning("answers", _ -> Idempotency.ANSWERS_KEPT, idempotency::dropAnswers)),
            engine.clock)
        .step();
  }
}
