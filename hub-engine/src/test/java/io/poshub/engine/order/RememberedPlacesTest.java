package io.poshub.engine.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poshub.engine.EngineFixture;
import io.poshub.engine.lane.LaneException;
import io.poshub.engine.lane.Lanes;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.stream.StreamEvent;
import io.poshub.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A node that has the database for itself remembers where stream and numbers stand. If somebody
 * else writes all the same, it notices: nothing is doubled, overwritten or left out.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RememberedPlacesTest {
  private final EngineFixture engine = EngineFixture.create();

  @AfterAll
  void close() {
    engine.close();
  }

  @Test
  void whoWritesInBetweenTakesNobodysPlace() {
    Tenant tenant = engine.newTenant("between");
    SmallOrders alone = on(engine.lanesAlone(), tenant);
    SmallOrders another = on(engine.lanes, tenant);

    assertThat(Stream.of(alone, alone, another, alone, another, alone))
        .extracting(orders -> orders.online().displayNumber())
        .containsExactly("1", "2", "3", "4", "5", "6");
    assertPlaces(tenant, 6);
  }

  @Test
  void aNumberMovedBySomebodyIsCountedOnFromThere() throws SQLException {
    Tenant tenant = engine.newTenant("moved");
    SmallOrders alone = on(engine.lanesAlone(), tenant);
    alone.online();

    write(tenant, "UPDATE order_numbers SET last_number = 41");
    assertThat(alone.online().displayNumber()).isEqualTo("42");

    write(tenant, "DELETE FROM order_numbers");
    assertThat(alone.online().displayNumber()).isEqualTo("43");
    assertThat(alone.online().displayNumber()).isEqualTo("44");
    assertThat(engine.number(tenant, "SELECT last_number FROM order_numbers")).isEqualTo(44);
    assertPlaces(tenant, 4);
  }

  @Test
  void aStreamThatBeganAnewIsContinuedWhereItStands() throws SQLException {
    Tenant tenant = engine.newTenant("anew");
    SmallOrders alone = on(engine.lanesAlone(), tenant);
    alone.online();
    alone.online();

    write(tenant, "DELETE FROM events");
    write(
        tenant,
        "UPDATE "
            + engine.transactions.schemas().main()
            + ".stream_heads SET seq = 0, epoch = 'anew' WHERE tenant = 'anew'");
    alone.online();

    assertPlaces(tenant, 1);
  }

  @Test
  void whatIsRefusedThoughNothingIsAssumedFails() throws SQLException {
    Tenant tenant = engine.newTenant("refused");
    SmallOrders alone = on(engine.lanesAlone(), tenant);
    alone.online();

    write(tenant, "ALTER TABLE orders ADD CONSTRAINT no_more CHECK (display_number = '1')");

    assertThatThrownBy(alone::online)
        .isInstanceOfSatisfying(
            LaneException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL_ERROR));
    write(tenant, "ALTER TABLE orders DROP CONSTRAINT no_more");
    assertThat(alone.online().displayNumber()).isEqualTo("2");
    assertPlaces(tenant, 2);
  }

  private void assertPlaces(Tenant tenant, int events) {
    assertThat(engine.stored(tenant))
        .extracting(StreamEvent::seq)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, events).boxed().toList());
  }

  private void write(Tenant tenant, String sql) throws SQLException {
    String schema = engine.transactions.schemas().tenant(tenant.slug());
    try (Connection connection = TestDatabase.shared().connect(schema);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private SmallOrders on(Lanes lanes, Tenant tenant) {
    return new SmallOrders(new Orders(lanes, engine.transactions, engine.clock), tenant);
  }
}
