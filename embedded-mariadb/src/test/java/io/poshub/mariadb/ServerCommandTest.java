package io.poshub.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerCommandTest {
  private static final int SIGINT_AND_SIGQUIT = 1 << 1 | 1 << 2;

  @Test
  void withoutSetsidTheServerIsStartedDeafToTheTerminal() throws Exception {
    List<String> command = new ArrayList<>(ServerCommand.outOfReach(List.of(Path.of("/nowhere"))));
    // Stands in for the server: lives until its input ends.
    command.add("cat");
    Process process = new ProcessBuilder(command).start();
    try {
      process.outputWriter().append("up\n").flush();
      assertThat(process.inputReader().readLine()).isEqualTo("up");
      assertThat(ignoredSignals(process.pid()) & SIGINT_AND_SIGQUIT).isEqualTo(SIGINT_AND_SIGQUIT);
    } finally {
      process.destroyForcibly();
    }
  }

  private static long ignoredSignals(long pid) throws Exception {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .mapToLong(line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16))
        .findFirst()
        .orElseThrow();
  }
}
