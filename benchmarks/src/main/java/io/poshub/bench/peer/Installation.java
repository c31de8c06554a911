package io.poshub.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs somebody else's installer. Caller's thread. */
final class Installation {
  private static final String LOG = "install.log";

  private Installation() {}

  /** Runs it in the folder; what it says is in the folder's {@code install.log}. */
  static void run(Path folder, Duration max, List<String> command)
      throws IOException, InterruptedException {
    Path log = folder.resolve(LOG);
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(max.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(command.getFirst() + " took longer than " + max.toSeconds() + " s");
    }
    if (process.exitValue() != 0) {
      String why =
          Files.readAllLines(log).stream()
              .filter(
                  line -> line.contains("ERR") || line.contains("rror") || line.startsWith("E:"))
              .findFirst()
              .orElse("see " + log);
      throw new IOException(command.getFirst() + " ended with " + process.exitValue() + ": " + why);
    }
  }
}
