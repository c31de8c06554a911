package io.poshub.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poshub.migrations.MigrationOutcome.Failed;
import io.poshub.migrations.MigrationOutcome.Migrated;
import io.poshub.migrations.MigrationOutcome.UpToDate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class MigrationsTest {
  private static final int MAIN = Scripts.at("db/hub/main").newest();
  private static final int TENANT = Scripts.at("db/hub/tenant").newest();

  private TestServer server;
  private Migrations migrations;

  @BeforeAll
  void start(@TempDir Path temp) throws Exception {
    server = TestServer.start(temp);
    migrations = new Migrations(server.source());
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  @Test
  void aFreshMainSchemaIsCreatedOnceAndThenLeftAlone() throws Exception {
    String main = server.freshName();
    assertThat(migrations.migrateMain(main)).isEqualTo(new Migrated(0, MAIN));
    assertThat(migrations.migrateMain(main)).isEqualTo(new UpToDate(MAIN));
    assertThat(tables(main)).contains("tenants", "api_keys", "stream_heads", "hub_nodes");
  }

  @Test
  void aFreshTenantSchemaHasEveryTableOfTheContract() throws Exception {
    String tenant = server.freshName();
    assertThat(migrations.migrateTenant(tenant)).isEqualTo(new Migrated(0, TENANT));
    assertThat(tables(tenant))
        .contains(
            "orders",
            "customers",
            "gift_cards",
            "pos_sync_logs",
            "pos_daily_reports",
            "pos_gift_card_transactions",
            "pos_loyalty_transactions",
            "events",
            "terminals");
  }

  @Test
  void everyTableSortsAlikeOnEveryServer() throws Exception {
    String tenant = server.freshName();
    String main = server.freshName();
    migrations.migrateTenant(tenant);
    migrations.migrateMain(main);
    assertThat(
            server.ask(
                "select distinct collation_name from information_schema.columns where table_schema in ('%s', '%s') and collation_name is not null order by 1"
                    .formatted(tenant, main)))
        .containsExactly("ascii_bin", "utf8mb4_bin", "utf8mb4_unicode_ci");
  }

  @Test
  void theDatabaseItselfRefusesANegativeBalance() throws Exception {
    String tenant = server.freshName();
    migrations.migrateTenant(tenant);
    String insert =
        "insert into `%s`.gift_cards (id, code_hash, last4, status, currency, balance, initial_amount, entries, created_at, updated_at) values ('%s', '%s', '1234', 'active', 'GBP', %d, 0, 1, now(3), now(3))";
    server.run(insert.formatted(tenant, "a", "a", 0));
    assertThatThrownBy(() -> server.run(insert.formatted(tenant, "b", "b", -1)))
        .hasMessageContaining("gift_cards_balance");
  }

  @Test
  void twoHubsStartingAtOnceOnAFreshDatabaseDoNotBreakEachOther() throws Exception {
    for (int round = 0; round < 3; round++) {
      String main = server.freshName();
      List<MigrationOutcome> outcomes = new ArrayList<>();
      CountDownLatch start = new CountDownLatch(1);
      try (ExecutorService hubs = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<MigrationOutcome>> running = new ArrayList<>();
        for (int hub = 0; hub < 4; hub++) {
          running.add(
              hubs.submit(() -> {
                Migrations mine = new Migrations(server.source());
                start.await();
                return mine.migrateMain(main);
              }));
        }
        start.countDown();
        for (Future<MigrationOutcome> hub : running) {
          outcomes.add(hub.get());
        }
      }
      assertThat(outcomes)
          .containsExactlyInAnyOrder(
              new Migrated(0, MAIN), new UpToDate(MAIN), new UpToDate(MAIN), new UpToDate(MAIN));
    }
  }

  @Test
  void oneTenantsFailureIsItsOwn() throws Exception {
    String broken = server.freshName();
    String foreign = server.freshName();
    String fresh = server.freshName();
    String current = server.freshName();
    migrations.migrateTenant(current);
    migrations.migrateTenant(broken);
    server.run(
        "update `" + broken + "`.flyway_schema_history set success = 0",
        "create database `" + foreign + "`",
        "create table `" + foreign + "`.somebody_elses (id int)");

    MigrationReport report = migrations.migrateTenants(List.of(broken, fresh, foreign, current), 4);

    assertThat(report.outcomes().keySet()).containsExactly(broken, fresh, foreign, current);
    assertThat(report.outcomes())
        .containsEntry(fresh, new Migrated(0, TENANT))
        .containsEntry(current, new UpToDate(TENANT));
    assertThat(report.failures()).containsOnlyKeys(broken, foreign);
    assertThat(report.failures().get(broken))
        .isEqualTo(
            "schema %1$s: version 1 stopped half-way; the database cannot roll such changes back: undo what V1__*.sql in db/hub/tenant has done (or restore a backup), delete its row from `%1$s`.flyway_schema_history, and start again"
                .formatted(broken));
    assertThat(report.failures().get(foreign))
        .isEqualTo(
            "schema "
                + foreign
                + " holds tables but no flyway_schema_history: it is not the hub's;"
                + " give the hub another schema prefix");
    assertThat(tables(foreign)).containsExactly("somebody_elses");
  }

  @Test
  void aScriptThatWasCutOffIsRunAgainFromItsStart() throws Exception {
    String tenant = server.freshName();
    migrations.migrateTenant(tenant);
    // What a kill in the middle leaves: some tables, and a history without the version.
    server.run(
        "delete from `" + tenant + "`.flyway_schema_history",
        "drop table `" + tenant + "`.pos_sync_logs",
        "drop table `" + tenant + "`.terminals");
    assertThat(migrations.migrateTenant(tenant)).isEqualTo(new Migrated(0, TENANT));
    assertThat(tables(tenant)).contains("pos_sync_logs", "terminals");
  }

  @Test
  void theShopsTablesAreFinishedAfterACutInTheirMiddle() throws Exception {
    String tenant = server.freshName();
    String main = server.freshName();
    migrations.migrateTenant(tenant);
    migrations.migrateMain(main);
    String forget = "delete from `%s`.flyway_schema_history where version + 0 >= 10";
    // One of two tables was made, with something in it; of the other script nothing was noted.
    server.run(
        forget.formatted(tenant),
        "drop table `" + tenant + "`.shop_jobs",
        ("insert into `%s`.shop_orders (connector, external_id, state, shop_status, modified_at, body,"
                + " created_at, updated_at) values ('woocommerce', '7', 'waiting', 'pending',"
                + " '2026-11-21 12:00:00', '{}', '2026-11-21 12:00:00', '2026-11-21 12:00:00')")
            .formatted(tenant),
        forget.formatted(main));

    assertThat(migrations.migrateTenant(tenant)).isInstanceOf(Migrated.class);
    assertThat(migrations.migrateMain(main)).isInstanceOf(Migrated.class);

    assertThat(tables(tenant)).contains("shop_orders", "shop_jobs");
    assertThat(server.ask("select external_id from `" + tenant + "`.shop_orders"))
        .containsExactly("7");
    assertThat(tables(main)).contains("shop_connections");
    assertThat(migrations.migrateTenant(tenant)).isEqualTo(new UpToDate(TENANT));
    assertThat(migrations.migrateMain(main)).isEqualTo(new UpToDate(MAIN));
  }

  @Test
  void shopsAreToldApartAfterACutInTheMiddleToo() throws Exception {
    String tenant = server.freshName();
    String main = server.freshName();
    migrations.migrateTenant(tenant);
    migrations.migrateMain(main);
    String forget = "delete from `%s`.flyway_schema_history where version + 0 >= 11";
    server.run(
        forget.formatted(tenant),
        "insert into `" + tenant + "`.shops values ('woocommerce', 1, 'shop.example')",
        forget.formatted(main));

    assertThat(migrations.migrateTenant(tenant)).isInstanceOf(Migrated.class);
    assertThat(migrations.migrateMain(main)).isInstanceOf(Migrated.class);

    assertThat(server.ask("select identity from `" + tenant + "`.shops"))
        .containsExactly("shop.example");
    assertThat(migrations.migrateMain(main)).isEqualTo(new UpToDate(MAIN));
  }

  @Test
  void aSchemaOfANewerHubIsNotTouched() throws Exception {
    String tenant = server.freshName();
    migrations.migrateTenant(tenant);
    server.run(
        "insert into `%s`.flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success) values (99, '99', 'later', 'SQL', 'V99__later.sql', 1, 'x', 1, 1)"
            .formatted(tenant));
    assertThat(migrations.migrateTenant(tenant))
        .isEqualTo(
            new Failed(
                "schema "
                    + tenant
                    + " is at version 99, newer than this hub knows ("
                    + TENANT
                    + "): start the newer hub"));
  }

  @Test
  void aChangedScriptIsNoticed() throws Exception {
    String tenant = server.freshName();
    migrations.migrateTenant(tenant);
    server.run(
        "update `" + tenant + "`.flyway_schema_history set checksum = 1 where version = '1'");
    assertThat(migrations.migrateTenant(tenant))
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.reason()).contains("checksum mismatch"));
  }

  @Test
  void aDatabaseThatIsNotThereIsAnOutcome() throws Exception {
    Migrations nowhere = Migrations.on("jdbc:mysql://127.0.0.1:1/", "root", "secret");
    assertThat(nowhere.migrateMain("main"))
        .isInstanceOfSatisfying(
            Failed.class,
            failed ->
                assertThat(failed.reason())
                    .startsWith("the database cannot be used: ")
                    .doesNotContain("secret"));
    assertThat(nowhere.migrateTenants(List.of("a", "b"), 1).failures()).containsOnlyKeys("a", "b");
  }

  @Test
  void namesThatCouldBeStatementsAreRefused() {
    for (String name : List.of("", "a`b", "A", "a-b", "a b", "x".repeat(65))) {
      assertThatThrownBy(() -> migrations.migrateTenant(name))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void manyTenantsThatAreUpToDateCostLittle() throws Exception {
    List<String> tenants = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      tenants.add(server.freshName());
    }
    long began = System.nanoTime();
    assertThat(migrations.migrateTenants(tenants, 4).failures()).isEmpty();
    long migrated = System.nanoTime();
    assertThat(migrations.migrateTenants(tenants, 4).outcomes().values())
        .containsOnly(new UpToDate(TENANT));
    long looked = System.nanoTime();
    System.out.printf(
        "%d tenants: migrated in %d ms, looked at in %d ms%n",
        tenants.size(), (migrated - began) / 1_000_000, (looked - migrated) / 1_000_000);
  }

  private List<String> tables(String schema) throws Exception {
    return server.ask(
        "select table_name from information_schema.tables where table_schema = '" + schema + "'");
  }
}
