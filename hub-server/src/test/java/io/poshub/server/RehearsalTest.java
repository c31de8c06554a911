package io.poshub.server;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build rehearses is what the hub answers. */
class RehearsalTest {
  @Test
  void everyCallIsAnsweredAndTheHubStopsAgain(@TempDir Path dataDir) {
    HubConfig config = RunningHub.configOfItsOwn(dataDir);

    assertThatCode(() -> Rehearsal.run(config, 5)).doesNotThrowAnyException();
  }
}
