package io.poshub.server;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

/** What a build rehearses is what the hub answers. */
class RehearsalTest {
  @Test
  void everyCallIsAnsweredAndTheHubStopsAgain() throws Exception {
    HubConfig config = RunningHub.configOfItsOwn();

    assertThatCode(() -> Rehearsal.run(config, 5)).doesNotThrowAnyException();
  }
}
