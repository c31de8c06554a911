package io.poshub.server;

import io.poshub.protocol.json.Json;
import io.poshub.testing.HttpTarget.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * The JavaScript library of the makers of Standard Webhooks, as receivers use it. Where there is no
 * Node, or the library cannot be had, the test is skipped.
 */
final class StandardWebhooks {
  private static final String LIBRARY = "standardwebhooks@1.1.1";
  private static final Duration WAIT = Duration.ofSeconds(90);
  private static final Path FOLDER = Path.of("target", "standardwebhooks").toAbsolutePath();

  private static final String SCRIPT =
      """
      const { Webhook } = require('standardwebhooks');
      const given = JSON.parse(require('fs').readFileSync(0, 'utf8'));
      try {
        new Webhook(given.secret).verify(given.body, given.headers);
        process.exit(0);
      } catch (e) {
        process.exit(7);
      }
      """;
  private static final int REFUSED = 7;

  private StandardWebhooks() {}

  /** Fetches the library, once, or skips the test. */
  static void require() throws Exception {
    Files.createDirectories(FOLDER);
    if (!Files.isDirectory(FOLDER.resolve("node_modules/standardwebhooks"))) {
      Assumptions.assumeTrue(
          run(
                  "",
                  "npm",
                  "install",
                  "--no-audit",
                  "--no-fund",
                  "--prefix",
                  FOLDER.toString(),
                  LIBRARY)
              == 0,
          LIBRARY + " cannot be had here");
    }
    Assumptions.assumeTrue(run("", "node", "--version") == 0, "there is no Node here");
  }

  /** What the library says to a message. */
  static boolean accepts(String secret, Message message) throws Exception {
    Map<String, Object> given = new LinkedHashMap<>();
    given.put("secret", secret);
    given.put("headers", message.headers());
    given.put("body", message.body());
    int exit = run(Json.write(given), "node", "-e", SCRIPT);
    if (exit != 0 && exit != REFUSED) {
      throw new AssertionError("the library did not run: " + exit);
    }
    return exit == 0;
  }

  private static int run(String input, String... command) throws Exception {
    Process process;
    try {
      process =
          new ProcessBuilder(List.of(command))
              .directory(FOLDER.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      return -1;
    }
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    if (!process.waitFor(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      return -1;
    }
    return process.exitValue();
  }
}
