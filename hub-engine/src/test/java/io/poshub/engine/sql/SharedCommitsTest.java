package io.poshub.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.EngineFixture;
import io.poshub.engine.tenant.Tenant;
import io.poshub.testing.TestDatabase;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Notes of many tenants with one commit, on the real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedCommitsTest {
  private static final List<Integer> PARTS =
      IntStream.range(0, 2 * SharedCommits.COMMIT_MAX_PARTS + 7).boxed().toList();

  private final EngineFixture engine = EngineFixture.create();
  private final Tenant tenant = engine.newTenant("shared");
  private final AtomicLong nanos = new AtomicLong();
  private final List<Integer> together = new ArrayList<>();
  private final List<Integer> announced = new ArrayList<>();
  private final Insert numbers = numbersOf(tenant);

  @AfterAll
  void close() {
    engine.close();
  }

  @Test
  void whatIsRefusedIsLeftOutAloneWhereverItStands() throws SQLException {
    List<Integer> refused = List.of(0, 30, 31, SharedCommits.COMMIT_MAX_PARTS, PARTS.getLast());

    announced.clear();
    SharedCommits.Written<Integer> written =
        commits(engine.transactions, (writes, part) -> number(writes, part, refused.contains(part)))
            .write(PARTS);

    assertThat(written.refused()).isEqualTo(refused);
    assertThat(announced).isEqualTo(written.stored());
    assertThat(written.stored())
        .containsExactlyElementsOf(PARTS.stream().filter(part -> !refused.contains(part)).toList());
    assertThat(engine.number(tenant, "SELECT COUNT(*) FROM order_numbers"))
        .isEqualTo(written.stored().size());
  }

  @Test
  void aRowThatSomebodyHoldsKeepsOnlyItsOwnPartWaiting() throws SQLException {
    Tenant busy = engine.newTenant("busy");
    String schema = engine.transactions.schemas().tenant(busy.slug());
    Insert again =
        Insert.into("`" + schema + "`.order_numbers (business_date, last_number)", 2)
            .orUpdate("last_number = last_number + 1");
    try (Connection holder = TestDatabase.shared().connect(schema)) {
      holder.setAutoCommit(false);
      try (Statement statement = holder.createStatement()) {
        statement.executeUpdate("INSERT INTO order_numbers VALUES ('2026-01-02', 1)");
      }

      SharedCommits<Integer> commits =
          commits(
              engine.transactions,
              (writes, day) -> {
                together.add(day);
                writes.insert(again, LocalDate.of(2026, 1, day), day);
              });

      assertThat(commits.write(List.of(1, 2, 3)))
          .isEqualTo(SharedCommits.Written.all(List.of(1, 3)));
      assertThat(together).containsExactly(1, 2, 3, 1, 2, 3);

      // Who was held up goes last and alone, so that the others' rows are not locked meanwhile.
      together.clear();
      assertThat(commits.write(List.of(1, 2, 3)))
          .isEqualTo(SharedCommits.Written.all(List.of(1, 3)));
      assertThat(together).containsExactly(1, 3, 2);

      holder.rollback();
      together.clear();
      nanos.addAndGet(SharedCommits.APART_FOR.toNanos());
      assertThat(commits.write(List.of(1, 2, 3)))
          .isEqualTo(SharedCommits.Written.all(List.of(1, 2, 3)));
      assertThat(together).containsExactly(1, 2, 3);
    }
  }

  @Test
  void aTableThatSomebodyLocksKeepsOnlyItsOwnPartWaiting() throws SQLException {
    Tenant locked = engine.newTenant("locked");
    String schema = engine.transactions.schemas().tenant(locked.slug());
    Insert intoLocked = numbersOf(locked);
    Insert intoFree = numbersOf(engine.newTenant("free"));
    try (Connection holder = TestDatabase.shared().connect(schema);
        Statement statement = holder.createStatement()) {
      statement.execute("LOCK TABLES order_numbers READ");

      SharedCommits<Integer> commits =
          commits(
              engine.transactions,
              (writes, day) -> {
                if (day == 2) {
                  writes.insert(intoLocked, LocalDate.of(2026, 1, day), day);
                } else {
                  writes.insert(intoFree, LocalDate.of(2026, 1, day), day);
                }
              });

      assertThat(commits.write(List.of(1, 2, 3)))
          .isEqualTo(SharedCommits.Written.all(List.of(1, 3)));
      statement.execute("UNLOCK TABLES");
      assertThat(commits.write(List.of(2))).isEqualTo(SharedCommits.Written.all(List.of(2)));
    }
  }

  @Test
  void aDatabaseThatIsAwayIsAskedOnce() {
    AtomicInteger asked = new AtomicInteger();
    DataSource away =
        (DataSource)
            Proxy.newProxyInstance(
                SharedCommitsTest.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (_, _, _) -> {
                  asked.incrementAndGet();
                  throw new SQLTransientConnectionException("request timed out");
                });

    SharedCommits.Written<Integer> written =
        commits(engine.transactionsOn(away), (writes, part) -> number(writes, part, false))
            .write(PARTS);

    assertThat(written).isEqualTo(new SharedCommits.Written<>(List.of(), List.of()));
    assertThat(asked).hasValue(1);
  }

  private Insert numbersOf(Tenant shop) {
    String schema = engine.transactions.schemas().tenant(shop.slug());
    return Insert.into("`" + schema + "`.order_numbers (business_date, last_number)", 2);
  }

  private SharedCommits<Integer> commits(
      Transactions transactions, BiConsumer<Writes, Integer> part) {
    return new SharedCommits<>(
        transactions,
        String::valueOf,
        (_, writes, parts) -> parts.forEach(one -> part.accept(writes, one)),
        announced::addAll,
        nanos::get);
  }

  private void number(Writes writes, int part, boolean isRefused) {
    writes.insert(numbers, LocalDate.EPOCH.plusDays(part), isRefused ? -1 : part);
  }
}
