package io.poshub.engine.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.EngineFixture;
import io.poshub.engine.handling.HandlingWish;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.order.OrderClaim;
import io.poshub.testing.Seeds;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Twenty printers want the same thousand receipts at once, and some of them die over one. */
class PrintRaceTest {
  private static final int TERMINALS = 20;
  private static final int ORDERS = 1_000;
  private static final int DIES_OF = 8;
  private static final int ROUNDS_MAX = 20;
  private static final Duration LEASE = Duration.ofSeconds(60);

  private final EngineFixture engine = EngineFixture.create();
  private final Tenant tenant = engine.newTenant("race");

  /** Receipts on paper, by order. */
  private final Map<String, AtomicInteger> paper = new ConcurrentHashMap<>();

  private final ConcurrentLinkedQueue<Abandoned> abandoned = new ConcurrentLinkedQueue<>();

  /** A terminal claimed it and was not heard of again, until much later. */
  private record Abandoned(String orderId, String terminal, long fence) {}

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void everyOrderIsPrintedExactlyOnceThoughClaimersDieMidPrint() throws Exception {
    long seed = Seeds.draw("print race");
    List<String> orderIds = orders();
    int deaths = 0;
    for (int round = 0; round < ROUNDS_MAX && paper.size() < ORDERS; round++) {
      // At first everybody wants everything; later only what lies about.
      race(
          orderIds.stream().filter(id -> !paper.containsKey(id)).toList(), seed + round, round < 3);
      deaths += abandoned.size();
      engine.clock.advance(LEASE);
      theDeadComeBackTooLate();
    }

    assertThat(deaths).isPositive();
    assertThat(paper).hasSize(ORDERS);
    assertThat(paper.values()).allMatch(sheets -> sheets.get() == 1);
    assertThat(counted("SELECT COUNT(*) FROM order_handling WHERE print_count = 1"))
        .isEqualTo(ORDERS);
    assertThat(counted("SELECT COUNT(*) FROM order_history WHERE action = 'printed'"))
        .isEqualTo(ORDERS);
    assertThat(counted("SELECT COUNT(*) FROM order_history WHERE action = 'claimed'"))
        .isEqualTo(counted("SELECT SUM(claim_fence) FROM order_handling"))
        .isEqualTo(ORDERS + deaths);
  }

  private void race(List<String> orderIds, long seed, boolean deadly) throws Exception {
    try (ExecutorService terminals = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < TERMINALS; i++) {
        String terminal = "t" + i;
        Random random = new Random(seed * TERMINALS + i);
        List<String> mine = new ArrayList<>(orderIds);
        Collections.shuffle(mine, random);
        done.add(terminals.submit(() -> print(terminal, mine, random, deadly)));
      }
      for (Future<?> one : done) {
        one.get(2, TimeUnit.MINUTES);
      }
    }
  }

  private void print(String terminal, List<String> orderIds, Random random, boolean deadly) {
    for (String orderId : orderIds) {
      if (!(handle(orderId, new HandlingWish.Claim(terminal, LEASE))
          instanceof HandlingOutcome.Handled(var _, OrderClaim claim))) {
        continue;
      }
      assertThat(claim).isNotNull();
      assertThat(claim.terminal()).isEqualTo(terminal);
      if (deadly && random.nextInt(DIES_OF) == 0) {
        abandoned.add(new Abandoned(orderId, terminal, claim.fence()));
        continue;
      }
      paper.computeIfAbsent(orderId, _ -> new AtomicInteger()).incrementAndGet();
      HandlingWish printed = new HandlingWish.Printed(terminal, claim.fence());
      assertThat(handle(orderId, printed)).isInstanceOf(HandlingOutcome.Handled.class);
      if (random.nextBoolean()) {
        assertThat(handle(orderId, printed)).isInstanceOf(HandlingOutcome.Handled.class);
      }
    }
  }

  private void theDeadComeBackTooLate() {
    for (Abandoned late = abandoned.poll(); late != null; late = abandoned.poll()) {
      assertThat(handle(late.orderId, new HandlingWish.Printed(late.terminal, late.fence)))
          .isEqualTo(new HandlingOutcome.StaleFence());
    }
  }

  private HandlingOutcome handle(String orderId, HandlingWish wish) {
    return engine.orders.handle(tenant, orderId, wish);
  }

  private List<String> orders() {
    SmallOrders small = new SmallOrders(engine, tenant);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < ORDERS; i++) {
      ids.add(small.online().id());
    }
    return ids;
  }

  private long counted(String sql) throws SQLException {
    return engine.number(tenant, sql);
  }
}
