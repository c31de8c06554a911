package io.poshub.client.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.client.socket.Signal;
import org.junit.jupiter.api.Test;

class InboxTest {
  private final HandClock clock = new HandClock();
  private final Inbox inbox = new Inbox(clock);

  @Test
  void whatDoesNotFitIsCountedOnce() {
    for (int i = 0; i < Inbox.MAX_SIGNALS + 3; i++) {
      inbox.offer(new Signal.Woken());
    }
    assertThat(inbox.takeDropped()).isEqualTo(3);
    assertThat(inbox.takeDropped()).isZero();
  }

  @Test
  void manyWakesTakeOnePlace() {
    for (int i = 0; i < 10_000; i++) {
      inbox.offerWake();
    }
    assertThat(inbox.takeDropped()).isZero();
    assertThat(inbox.take(clock.nanoTime())).isEqualTo(new Signal.Woken());
    assertThat(inbox.take(clock.nanoTime())).isNull();
    inbox.offerWake();
    assertThat(inbox.take(clock.nanoTime())).isEqualTo(new Signal.Woken());
  }
}
