package io.poshub.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poshub.engine.EngineFixture;
import io.poshub.engine.tenant.Tenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a tenant's first statement does beside its own work, on the real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FirstUseTest {
  private final EngineFixture engine = EngineFixture.create();
  private final Tenant tenant = engine.newTenant("first-use");
  private final OpenTables open = new OpenTables(engine, tenant);
  private final Transactions transactions = engine.transactionsUsingFirst(FirstUse.TABLES);

  @BeforeEach
  void closeTables() throws SQLException {
    open.close();
    transactions.firstUse().forget();
  }

  @AfterAll
  void close() {
    engine.close();
  }

  @Test
  void aTenantsFirstReadOpensWhatASaleTouches() {
    transactions.inTenant(tenant.slug(), _ -> true);

    assertThat(open.names()).containsAll(FirstUse.TABLES);
  }

  @Test
  void soDoesItsFirstBatch() throws SQLException {
    try (Connection connection = transactions.beginInTenant(tenant.slug())) {
      assertThat(open.names()).containsAll(FirstUse.TABLES);
      connection.rollback();
    }
  }

  @Test
  void soDoesABatchOnAConnectionThatComesFromAnotherTenant() throws SQLException {
    Tenant other = engine.newTenant("first-other");
    try (Connection connection = transactions.beginInTenant(other.slug())) {
      transactions.enterTenant(connection, tenant.slug());

      assertThat(open.names()).containsAll(FirstUse.TABLES);
      connection.rollback();
    }
  }

  @Test
  void itIsDoneOnceUntilTheDatabaseStartsAgain() throws SQLException {
    transactions.inTenant(tenant.slug(), _ -> true);
    open.close();

    transactions.inTenant(tenant.slug(), _ -> true);
    assertThat(open.names()).doesNotContainAnyElementsOf(FirstUse.TABLES);

    transactions.firstUse().forget();
    transactions.inTenant(tenant.slug(), _ -> true);
    assertThat(open.names()).containsAll(FirstUse.TABLES);
  }

  @Test
  void aTableThatIsNotThereStopsNobody() throws SQLException {
    Transactions withMore = engine.transactionsUsingFirst(List.of("no_such_table", "orders"));

    assertThat(withMore.<Boolean>inTenant(tenant.slug(), _ -> true)).isTrue();
    assertThat(open.names()).contains("orders");
  }

  @Test
  void aTenantThatIsNotThereFailsAsEver() {
    assertThatThrownBy(() -> transactions.inTenant("nobody", _ -> true))
        .isInstanceOf(DatabaseException.class);
  }

  @Test
  void manyWhoComeAtOnceAllGetTheirTurn() throws Exception {
    List<Callable<Boolean>> callers = new ArrayList<>();
    for (String slug : List.of("crowd-a", "crowd-b", "crowd-c", "crowd-d")) {
      Tenant one = engine.newTenant(slug);
      for (int i = 0; i < 4; i++) {
        callers.add(() -> transactions.inTenant(one.slug(), _ -> true));
      }
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> done : threads.invokeAll(callers)) {
        assertThat(done.get()).isTrue();
      }
    }
  }

  @Test
  void whoWaitsForATableThatIsBeingAlteredHoldsNobodyUpForLong() throws Exception {
    Tenant altered = engine.newTenant("altered");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Connection prompt = engine.transactions.beginInTenant(altered.slug())) {
      try (var statement = prompt.createStatement()) {
        statement.execute("LOCK TABLES settings WRITE");
      }
      Future<Boolean> waiting =
          threads.submit(() -> transactions.inTenant(altered.slug(), _ -> true));
      while (!transactions.firstUse().isOpening()) {
        Thread.sleep(1);
      }

      assertThat(transactions.<Boolean>inTenant(tenant.slug(), _ -> true)).isTrue();
      assertThat(open.names()).containsAll(FirstUse.TABLES);
      assertThat(waiting).isNotDone();
      try (var statement = prompt.createStatement()) {
        statement.execute("UNLOCK TABLES");
      }
      assertThat(waiting.get()).isTrue();
    }
  }
}
