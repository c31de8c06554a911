package io.poshub.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.poshub.engine.CountedWire;
import io.poshub.testing.Eventually;
import io.poshub.testing.HubSchemas;
import io.poshub.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Packets of statements, on the real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WritesTest {
  private static final Insert INTO_THINGS = Insert.into("things (id, text)", 2);

  private final CountedWire wire = new CountedWire();
  private final HikariDataSource pool = pool(wire);
  private final String schema = schema();
  private Connection connection;
  private Writes writes;

  @BeforeEach
  void open() throws SQLException {
    connection = pool.getConnection();
    connection.setCatalog(schema);
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS things");
      statement.execute(
          """
          CREATE TABLE things (id INT PRIMARY KEY, text LONGTEXT, bytes VARBINARY(300), day DATE,
            big BIGINT, yes BOOLEAN) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4
          """);
    }
    connection.setAutoCommit(false);
    writes = new Writes(connection);
  }

  @AfterEach
  void giveBack() throws SQLException {
    connection.close();
  }

  @AfterAll
  void close() {
    pool.close();
    wire.close();
  }

  @Test
  void statementsRunInTheirOrderInOneRoundTripWithTheCommit() {
    long trips =
        wire.per(i -> {
          writes.insert(INTO_THINGS, 10 * i, "a");
          writes.insert(INTO_THINGS, 10 * i + 1, "b");
          writes.add("UPDATE things SET text = CONCAT(text, ?) WHERE id = ?", "c", 10 * i);
          writes.insert(INTO_THINGS, 10 * i + 2, "d");
          writes.add("DELETE FROM things WHERE id = ?", 10 * i + 1);
          commit();
        });

    assertThat(trips).isEqualTo(1);
    assertThat(texts("id IN (20, 21, 22)")).containsExactly("ac", "d");
  }

  @Test
  void everyValueArrivesAsItIs() throws SQLException {
    String text = "o'clock; \\ \" -- /* ? */ \u0000\n\r\u001a %_ ü 🍕";
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    Insert all = Insert.into("things (id, text, bytes, day, big, yes)", 6);
    writes.insert(all, 1, text, bytes, LocalDate.of(2026, 2, 28), Long.MAX_VALUE, true);
    writes.insert(all, 2, null, null, null, null, null);
    commit();

    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM things ORDER BY id")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString("text")).isEqualTo(text);
      assertThat(rows.getBytes("bytes")).isEqualTo(bytes);
      assertThat(Columns.dateOrNull(rows, "day")).isEqualTo("2026-02-28");
      assertThat(rows.getLong("big")).isEqualTo(Long.MAX_VALUE);
      assertThat(rows.getBoolean("yes")).isTrue();
      assertThat(rows.next()).isTrue();
      for (String column : List.of("text", "bytes", "day", "big", "yes")) {
        assertThat(rows.getObject(column)).as(column).isNull();
      }
    }
  }

  @Test
  void whatFollowsAFailureDoesNotHappenNorIsItCommitted() throws SQLException {
    writes.insert(INTO_THINGS, 1, "first");
    writes.add("UPDATE things SET text = ? WHERE id = ?", "changed", 1);
    writes.add("INSERT INTO things (id) VALUES (?)", 1);
    writes.add("UPDATE things SET text = ? WHERE id = ?", "never", 1);

    assertThatThrownBy(() -> writes.upToCommit().send())
        .isInstanceOfSatisfying(
            SQLException.class,
            e -> assertThat(SqlFailure.of(e)).isEqualTo(SqlFailure.DUPLICATE_KEY));
    assertThat(texts("id = 1")).as("the transaction goes on").containsExactly("changed");
    connection.rollback();
    assertThat(texts("id = 1")).isEmpty();
  }

  @Test
  void theLastOneMayCount() throws SQLException {
    writes.insert(INTO_THINGS, 1, "counter");
    writes.add("UPDATE things SET big = 40 WHERE id = 1");
    String count = "UPDATE things SET big = LAST_INSERT_ID(big + ?) WHERE id = ?";

    assertThat(writes.sendCounting(count, 2, 1)).isEqualTo(OptionalLong.of(42));
    assertThat(writes.sendCounting(count, 2, 99)).as("no such row").isEmpty();
    assertThat(writes.sendCounting(count, 3, 1)).as("alone").isEqualTo(OptionalLong.of(45));
  }

  @Test
  void aPacketIsBoundedAndSoIsAnInsert() throws Exception {
    String half = "x".repeat(Writes.PACKET_CHARS_MAX / 2);
    for (int i = 0; i < 5; i++) {
      writes.insert(INTO_THINGS, i, half);
      writes.add("UPDATE things SET big = ? WHERE id = ?", i, i);
    }
    for (int i = 100; i < 100 + 3 * Writes.INSERT_ROWS_MAX; i++) {
      writes.insert(INTO_THINGS, i, "small");
    }
    Eventually.holds("the pool is full and silent", this::isPoolFull);
    long before = wire.commands();
    commit();

    // Each text of half a packet fills one with what follows it, but for the first two.
    assertThat(wire.commands() - before).isBetween(5L, 6L);
    assertThat(texts("big IS NOT NULL AND LENGTH(text) = " + half.length())).hasSize(5);
    assertThat(texts("text = 'small'")).hasSize(3 * Writes.INSERT_ROWS_MAX);
  }

  @Test
  void aRowWithAnotherNumberOfValuesIsAMistake() {
    assertThatThrownBy(() -> writes.insert(INTO_THINGS, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private boolean isPoolFull() {
    return pool.getHikariPoolMXBean().getTotalConnections() == pool.getMaximumPoolSize();
  }

  private void commit() {
    try {
      writes.upToCommit().send();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<@Nullable String> texts(String where) {
    List<@Nullable String> texts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT text FROM things WHERE " + where + " ORDER BY id")) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return texts;
  }

  private static HikariDataSource pool(CountedWire wire) {
    TestDatabase database = TestDatabase.shared();
    return DatabasePool.open(
        new DatabaseSettings(
            wire.url(),
            database.user(),
            database.password(),
            2,
            DatabaseSettings.CONNECTION_WAIT_DEFAULT.multipliedBy(4)));
  }

  private static String schema() {
    HubSchemas schemas = TestDatabase.shared().newHubSchemas();
    return schemas.main();
  }
}
