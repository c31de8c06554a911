package io.poshub.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {
  private final StringWriter out = new StringWriter();

  private int run(String... args) {
    CommandLine commands = Main.commandLine();
    commands.setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
    return commands.execute(args);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fanout", "paced", "tenants", "connect", "idle", "ledger", "rest", "replay", "start", "jmh",
        "guard", "report"
      })
  void everyScenarioSaysWhatItDoes(String scenario) {
    assertThat(run("--root", "/nowhere", scenario, "--help")).isZero();
    assertThat(out.toString()).contains("hub bench " + scenario);
  }

  @Test
  void anUnknownScenarioIsRefused() {
    assertThat(run("fanuot")).isEqualTo(2);
  }
}
