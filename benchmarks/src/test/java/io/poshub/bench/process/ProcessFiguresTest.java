package io.poshub.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessFiguresTest {
  @Test
  void cpuTimeIsReadBehindAnyName() {
    String stat = "42 (a (strange) name) S 1 42 42 0 -1 4194560 1 2 3 4 150 50 9 9 20 0 1 0 5";

    assertThat(ProcessMeter.cpuSeconds(stat)).isEqualTo(2.0);
  }

  @Test
  void aSetOfProcessorsIsRead() {
    assertThat(Cores.parse("0-3,8,10-11")).containsExactly(0, 1, 2, 3, 8, 10, 11);
  }

  @Test
  void growthOfTheHeapIsByClassAndTheLargestFirst() {
    LiveHeap before = new LiveHeap(Map.of("A", 100L, "B", 50L));
    LiveHeap after = new LiveHeap(Map.of("A", 300L, "B", 1_050L, "C", 10L));

    Map<String, Double> growth = after.growth(before, 10, 2);

    assertThat(growth).containsExactly(Map.entry("B", 100.0), Map.entry("A", 20.0));
    assertThat(after.totalBytes() - before.totalBytes()).isEqualTo(1_210);
  }

  @Test
  void aServerOnAProcessorIsStartedByTaskset() {
    assertThat(new Cores(0, 1).onServer(List.of("node", "x"))).startsWith("taskset", "-c", "0");
    assertThat(Cores.UNPINNED.onServer(List.of("node"))).containsExactly("node");
  }
}
