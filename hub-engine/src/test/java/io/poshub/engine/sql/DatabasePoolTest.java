package io.poshub.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.EngineFixture;
import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.EventType;
import io.poshub.protocol.stream.StreamEvent;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The pool as the hub opens it, on the real database: what its settings are for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabasePoolTest {
  private static final int EVENTS = 100;

  private final EngineFixture engine = EngineFixture.create();
  private final Tenant tenant = engine.newTenant("pool");

  @AfterAll
  void close() {
    engine.close();
  }

  @Test
  void manyRowsAreOneStatement() throws SQLException {
    long before = inserts();
    engine.lanes.call(tenant, new Emit());

    assertThat(engine.stored(tenant)).hasSizeGreaterThanOrEqualTo(EVENTS);
    assertThat(inserts() - before).isLessThan(EVENTS / 10);
  }

  @Test
  void timesKeepTheirMilliseconds() {
    Instant time = Instant.parse("2026-11-21T12:00:00.125Z");
    engine.clock.set(time);
    engine.lanes.call(tenant, new Emit());

    assertThat(engine.stored(tenant)).extracting(StreamEvent::time).contains(time);
  }

  /** INSERT statements the server has run so far, for everybody. */
  private long inserts() throws SQLException {
    return engine.transactions.inMain(connection -> {
      try (var show = connection.prepareStatement("SHOW GLOBAL STATUS LIKE 'Com_insert'");
          var row = show.executeQuery()) {
        return row.next() ? row.getLong(2) : 0L;
      }
    });
  }

  private record Emit() implements Command<Integer> {
    @Override
    public void claim(Batch batch) {}

    @Override
    public Integer decide(Batch batch) {
      for (int i = 0; i < EVENTS; i++) {
        batch.emit(EventType.ORDER_UPDATED, "event " + i);
      }
      return EVENTS;
    }
  }
}
