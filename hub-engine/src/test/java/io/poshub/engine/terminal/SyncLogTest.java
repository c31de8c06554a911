package io.poshub.engine.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.CountedWire;
import io.poshub.engine.EngineFixture;
import io.poshub.engine.tenant.Tenant;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is kept of connections and broadcasts, on the real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SyncLogTest {
  /**
   * The transaction's begin, its patience, all lines, the patience as it was, the commit, and the
   * connection as it was.
   */
  private static final int TRIPS_PER_COMMIT = 6;

  private final CountedWire wire = new CountedWire();
  private final EngineFixture engine = EngineFixture.over(wire);
  private final List<Tenant> tenants =
      Stream.of("log-a", "log-b", "log-c").map(engine::newTenant).toList();
  private final SyncLog log = new SyncLog(engine.transactions);

  @AfterAll
  void close() {
    engine.close();
    wire.close();
  }

  @Test
  void linesAreWrittenTogetherAndPrunedByAge() throws SQLException {
    Tenant tenant = engine.newTenant("tills");
    for (int i = 0; i < 10; i++) {
      log.add(
          new SyncEntry(
              tenant.slug(),
              engine.clock.instant(),
              SyncEntry.Kind.CONNECTED,
              "t" + i,
              "127.0.0.1",
              null,
              (long) i,
              "x".repeat(600)));
    }
    log.flush();

    assertThat(stored(tenant)).isEqualTo(10);
    assertThat(engine.number(tenant, "SELECT MAX(LENGTH(detail)) FROM pos_sync_logs"))
        .isEqualTo(500);

    Instant later = engine.clock.instant().plusSeconds(1);
    assertThat(log.prune("tills", engine.clock.instant(), 7)).isZero();
    assertThat(log.prune("tills", later, 7)).isEqualTo(7);
    assertThat(log.prune("tills", later, 7)).isEqualTo(3);
  }

  @Test
  void linesOfManyTenantsCostNoMoreTripsThanThoseOfOne() {
    long trips =
        wire.per(_ -> {
          for (Tenant tenant : tenants) {
            log.add(line(tenant.slug()));
            log.add(line(tenant.slug()));
          }
          log.flush();
        });

    assertThat(trips).isEqualTo(TRIPS_PER_COMMIT);
  }

  @Test
  void linesOfATenantThatIsGoneAreDroppedAloneAndCounted() throws SQLException {
    Tenant stays = engine.newTenant("stays");
    Tenant too = engine.newTenant("stays-too");
    SyncLog counting = new SyncLog(engine.transactions);
    for (String slug : List.of("gone", stays.slug(), "gone", too.slug())) {
      counting.add(line(slug));
    }
    counting.flush();

    assertThat(stored(stays)).isOne();
    assertThat(stored(too)).isOne();
    assertThat(counting.dropped()).isEqualTo(2);
  }

  private long stored(Tenant tenant) throws SQLException {
    return engine.number(tenant, "SELECT COUNT(*) FROM pos_sync_logs");
  }

  private SyncEntry line(String slug) {
    return new SyncEntry(
        slug, engine.clock.instant(), SyncEntry.Kind.BROADCAST, null, null, null, 1L, "1 event");
  }
}
