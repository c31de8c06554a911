package io.poshub.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poshub.engine.EngineFixture;
import io.poshub.engine.tenant.Tenant;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Tables that are open before anybody asks, on the real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EarlyUseTest {
  private final EngineFixture engine = EngineFixture.create();
  private final Tenant busy = engine.newTenant("early-z");
  private final Tenant quiet = engine.newTenant("early-a");
  private final Transactions transactions = engine.transactionsUsingFirst(FirstUse.TABLES);
  private final AtomicLong uptimeSeconds = new AtomicLong(100);
  private final List<String> asked = new ArrayList<>(List.of(busy.slug(), quiet.slug()));

  private EarlyUse early = newEarlyUse();

  private EarlyUse newEarlyUse() {
    return new EarlyUse(transactions, () -> asked, uptimeSeconds::get, System::nanoTime);
  }

  @BeforeEach
  void startAnew() {
    early = newEarlyUse();
  }

  @AfterAll
  void close() {
    engine.close();
  }

  @Test
  void afterEachStartOfTheDatabaseAllTenantsTablesAreOpened() throws Exception {
    OpenTables open = new OpenTables(engine, quiet);
    open.close();

    assertThat(early.step()).isEqualTo(2);
    assertThat(open.names()).containsAll(FirstUse.TABLES);

    open.close();
    uptimeSeconds.set(105);
    assertThat(early.step()).isZero();
    assertThat(open.names()).doesNotContainAnyElementsOf(FirstUse.TABLES);

    uptimeSeconds.set(3);
    assertThat(early.step()).isEqualTo(2);
    assertThat(open.names()).containsAll(FirstUse.TABLES);
  }

  @Test
  void aTenantWithoutASchemaStopsNobody() {
    asked.addFirst("nobody");

    assertThat(early.step()).isEqualTo(2);
    asked.removeFirst();
  }

  @Test
  void aStepWithoutADatabaseIsDoneAgain() {
    AtomicBoolean down = new AtomicBoolean(true);
    EarlyUse patient =
        new EarlyUse(
            engine.transactionsUsingFirst(FirstUse.TABLES),
            () -> {
              if (down.get()) {
                throw new DatabaseException(new SQLException("gone"), SqlFailure.CONNECTION_LOST);
              }
              return asked;
            },
            uptimeSeconds::get,
            System::nanoTime);
    assertThatThrownBy(patient::step).isInstanceOf(DatabaseException.class);

    down.set(false);
    assertThat(patient.step()).isEqualTo(2);
  }

  @Test
  void theDatabaseTellsHowLongItHasBeenUp() {
    assertThat(transactions.<Long>inMain(EarlyUse::uptimeSeconds)).isPositive();
  }

  @Test
  void whoHasMoreEventsComesFirst() throws Exception {
    engine.execute(
        busy,
        "UPDATE "
            + engine.transactions.schemas().main()
            + ".stream_heads SET seq = 5 WHERE tenant = '"
            + busy.slug()
            + "'");

    assertThat(engine.eventLog.busiestFirst()).containsExactly(busy.slug(), quiet.slug());
  }
}
