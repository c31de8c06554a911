package io.poshub.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultTableTest {
  private static final List<Sample> SAMPLES =
      List.of(
          sample("hub", 1, 30),
          sample("node", 1, 2),
          sample("hub", 2, 10),
          sample("node", 2, 4),
          sample("hub", 3, 20),
          sample("node", 3, 3));

  private static Sample sample(String target, int round, double calls) {
    return new Sample("rest", "balance", target, round, Map.of("calls/s", calls));
  }

  @Test
  void aLineIsTheMedianWithTheLeastAndTheMost() {
    assertThat(ResultTable.text(SAMPLES)).contains("20 (10–30)").contains("3 (2–4)");
  }

  @Test
  void aRatioIsThatOfTheMedians() {
    assertThat(Ratio.of(SAMPLES, "balance", "calls/s", "hub", "node")).isEqualTo(20.0 / 3);
  }

  @Test
  void aRatioOfWhatWasNotMeasuredFails() {
    assertThatThrownBy(() -> Ratio.of(SAMPLES, "balance", "p99_ms", "hub", "node"))
        .hasMessageContaining("no p99_ms of hub");
  }

  @Test
  void numbersHaveAboutThreeDigits() {
    assertThat(ResultTable.number(1_234_567.8)).isEqualTo("1,234,568");
    assertThat(ResultTable.number(12.34)).isEqualTo("12.3");
    assertThat(ResultTable.number(1.5)).isEqualTo("1.5");
    assertThat(ResultTable.number(100)).isEqualTo("100");
    assertThat(ResultTable.number(0)).isEqualTo("0");
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetween() {
    assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(new Spread(2.5, 1, 4));
  }
}
