package io.poshub.engine.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.EngineFixture;
import io.poshub.protocol.tenant.KeyInfo;
import io.poshub.protocol.tenant.Role;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tenants, keys and tickets on the real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantsTest {
  private final EngineFixture engine = EngineFixture.create();

  @AfterAll
  void close() {
    engine.close();
  }

  @Test
  void aNewTenantHasOneLiveKeyPerRole() {
    CreatedTenant created = engine.created("first", "GBP");

    assertThat(created.keys())
        .extracting(key -> key.info().role())
        .containsExactly(Role.TERMINAL, Role.PLATFORM, Role.ADMIN);
    for (IssuedKey key : created.keys()) {
      assertThat(ApiKey.isWellFormed(key.secret().reveal())).isTrue();
      assertThat(engine.keyHolders.find(key.secret().reveal()).orElseThrow().tenant())
          .isEqualTo("first");
    }
    assertThat(engine.eventLog.head("first").orElseThrow().seq()).isZero();
  }

  @Test
  void ofManyWhoCreateTheSameTenantAtOnceOneDoes() throws Exception {
    NewTenant wish =
        new NewTenant(
            "racing", "Racing", Currency.getInstance("GBP"), ZoneId.of("Europe/London"), "GB");
    Callable<Boolean> create = () -> engine.tenants.create(wish).isPresent();
    long created = 0;
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Boolean>> calls = IntStream.range(0, 4).mapToObj(_ -> create).toList();
      for (Future<Boolean> answer : callers.invokeAll(calls)) {
        created += answer.get() ? 1 : 0;
      }
    }

    assertThat(created).isEqualTo(1);
    assertThat(engine.keys.list("racing", null, 50).items()).hasSize(3);
  }

  @Test
  void keysOverlapExpireAndAreRevoked() {
    engine.created("rotation", "GBP");
    IssuedKey temporary =
        engine.keys.issue(
            "rotation", Role.TERMINAL, "till 2", engine.clock.instant().plus(Duration.ofHours(1)));
    IssuedKey lasting = engine.keys.issue("rotation", Role.TERMINAL, null, null);

    assertThat(engine.keyHolders.find(temporary.secret().reveal())).isPresent();
    engine.clock.advance(Duration.ofHours(1));
    assertThat(engine.keyHolders.find(temporary.secret().reveal())).isEmpty();
    assertThat(engine.keys.revoke("rotation", lasting.info().id())).isTrue();
    assertThat(engine.keys.revoke("rotation", lasting.info().id())).isFalse();
    assertThat(engine.keys.revoke("first", temporary.info().id())).isFalse();
    assertThat(engine.keyHolders.find(lasting.secret().reveal())).isEmpty();
    assertThat(
            new RecentChanges(engine.transactions)
                .since(engine.clock.instant().minusSeconds(1))
                .revokedKeys())
        .contains(lasting.info().id());
    assertThat(engine.keys.list("rotation", null, 50).items())
        .extracting(KeyInfo::id)
        .contains(temporary.info().id())
        .doesNotContain(lasting.info().id());
  }

  @Test
  void keysThatAreAskedForTogetherAreEachFound() throws Exception {
    List<String> tenants = List.of("asked-a", "asked-b", "asked-c");
    Map<String, String> holders = new HashMap<>();
    for (String tenant : tenants) {
      for (IssuedKey key : engine.created(tenant, "GBP").keys()) {
        holders.put(key.secret().reveal(), tenant);
      }
    }
    List<Callable<String>> questions = new ArrayList<>();
    holders.forEach((key, tenant) -> {
      questions.add(() -> engine.keyHolders.find(key).orElseThrow().tenant() + " is " + tenant);
      questions.add(() ->
          "nobody is " + engine.keyHolders.find(key + "x").map(Caller::tenant).orElse("nobody"));
    });
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> told : threads.invokeAll(questions)) {
        assertThat(told.get())
            .isIn(
                "asked-a is asked-a",
                "asked-b is asked-b",
                "asked-c is asked-c",
                "nobody is nobody");
      }
    }
  }

  @Test
  void aTicketIsGoodOnceAndForThirtySeconds() {
    Caller caller =
        engine
            .keyHolders
            .find(engine.created("tickets", "GBP").keys().getFirst().secret().reveal())
            .orElseThrow();
    Tickets.Ticket used = engine.tickets.issue(caller);
    Tickets.Ticket late = engine.tickets.issue(caller);

    assertThat(engine.tickets.use(used.text())).contains(caller);
    assertThat(engine.tickets.use(used.text())).isEmpty();
    engine.clock.advance(Duration.ofSeconds(31));
    assertThat(engine.tickets.use(late.text())).isEmpty();
    assertThat(engine.tickets.use("nonsense")).isEmpty();
  }

  @Test
  void aChangeIsSeenAndTheCurrencyStays() {
    engine.created("patched", "JPY");

    Tenant changed =
        engine
            .tenants
            .change("patched", new TenantPatch("New name", null, null, false))
            .orElseThrow();

    assertThat(engine.tenants.find("patched")).contains(changed);
    assertThat(changed.name()).isEqualTo("New name");
    assertThat(changed.active()).isFalse();
    assertThat(changed.currency()).isEqualTo(Currency.getInstance("JPY"));
    assertThat(engine.tenants.change("nobody", new TenantPatch("x", null, null, null))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "-ab",
        "ab-",
        "a--b",
        "Ab",
        "a_b",
        "1ab",
        "main",
        "admin",
        "mysql",
        "a b",
        "abcdefghijklmnopqrstuvwxyzabcdef"
      })
  void whatIsNoSlugIsRefused(String text) {
    assertThat(NewTenant.isSlug(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ab", "kitchen", "joe-s-diner", "a1", "abcdefghijklmnopqrstuvwxyzabcde"})
  void slugs(String text) {
    assertThat(NewTenant.isSlug(text)).isTrue();
  }

  @Test
  void aMistypedKeyIsSeenWithoutAskingAnyone() {
    String key = ApiKey.generate(new SecureRandom()).reveal();
    char other = key.charAt(20) == 'x' ? 'y' : 'x';

    assertThat(key).matches("ph_live_[0-9A-Za-z]{36}");
    assertThat(ApiKey.isWellFormed(key)).isTrue();
    assertThat(ApiKey.isWellFormed(key.substring(0, 20) + other + key.substring(21))).isFalse();
    assertThat(ApiKey.isWellFormed("ph_live_")).isFalse();
  }
}
