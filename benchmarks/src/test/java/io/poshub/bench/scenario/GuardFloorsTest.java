package io.poshub.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardFloorsTest {
  private static final GuardFloors FLOORS = new GuardFloors(Map.of("fan-out by node", 10.0));

  @TempDir private Path folder;

  @Test
  void noiseIsForgiven() {
    assertThat(FLOORS.missed(Map.of("fan-out by node", 8.0), 0.3)).isEmpty();
    assertThat(FLOORS.missed(Map.of("fan-out by node", 6.9), 0.3)).containsKey("fan-out by node");
  }

  @Test
  void whatIsNotMeasuredAnyMoreIsMissed() {
    assertThat(FLOORS.missed(Map.of(), 0.3)).containsKey("fan-out by node");
  }

  @Test
  void floorsAreReadAsTheyWereWritten() throws IOException {
    Path file = folder.resolve("guard.floors");
    FLOORS.write(file);

    assertThat(GuardFloors.read(file)).isEqualTo(FLOORS);
  }
}
