package io.poshub.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.poshub.fakeshop.Faults.Fault;
import io.poshub.protocol.order.OrderStatus;
import io.poshub.testing.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The hub stops while it tells a shop something. */
class StoppingTest extends ConnectedShop {
  private static final Duration JOB_LEASE = Duration.ofSeconds(90);

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    connectors().addAppender(log);
  }

  @AfterEach
  void stopListening() {
    connectors().detachAppender(log);
  }

  @Test
  void aHubThatStopsDuringAJobIsQuietAndTheNextOneDoesIt() throws Exception {
    long id = shop.place("processing", paid());
    shop.runQueue();
    move(OrderStatus.ACCEPTED);
    move(OrderStatus.READY);
    move(OrderStatus.COMPLETED);
    stopOn("GET");
    hub.timers.fireDue();

    assertThat(hub.hasEnded()).isTrue();
    assertThat(errors()).isEmpty();
    assertThat(shop.status(id)).isEqualTo("processing");
    nextHubTells(id);
  }

  @Test
  void aHubThatStopsBeforeItHasHeardTheAnswerIsQuietToo() throws Exception {
    long id = shop.place("processing", paid());
    shop.runQueue();
    move(OrderStatus.ACCEPTED);
    move(OrderStatus.READY);
    move(OrderStatus.COMPLETED);
    stopOn("PUT");
    hub.timers.fireDue();

    assertThat(hub.hasEnded()).isTrue();
    assertThat(errors()).isEmpty();
    nextHubTells(id);
  }

  private void stopOn(String wanted) {
    AtomicBoolean first = new AtomicBoolean(true);
    shop.faults((method, path) -> {
      if (method.equals(wanted) && path.matches(".*/orders/\\d+") && first.getAndSet(false)) {
        hub.close();
      }
      return new Fault.None();
    });
  }

  private void nextHubTells(long id) throws Exception {
    clock.advance(JOB_LEASE.plusSeconds(1));
    try (Hub next = new Hub(hub.schemas, clock, door.url(), Duration.ofSeconds(20))) {
      door.open(next.connector);
      Eventually.holds(
          "it is told",
          () -> {
            next.timers.fireDue();
            return "completed".equals(shop.status(id))
                && next.connector.queue().stats("kitchen").done() == 1;
          });
    }
  }

  private List<ILoggingEvent> errors() {
    return List.copyOf(log.list).stream()
        .filter(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
        .toList();
  }

  private static Logger connectors() {
    return (Logger) LoggerFactory.getLogger("io.poshub.connectors");
  }
}
