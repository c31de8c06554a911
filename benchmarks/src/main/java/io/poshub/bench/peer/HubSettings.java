package io.poshub.bench.peer;

import static java.util.Objects.requireNonNull;

import io.poshub.bench.process.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How to run a hub.
 *
 * @param java whose tools look into it
 * @param command as {@code ./hub start} runs it in the end, or that itself
 */
public record HubSettings(Path java, List<String> command) {
  private static final String MAIN = "io.poshub.server.Main";

  /** Unpacking and installing a database on a busy machine, or opening thousands of schemas. */
  private static final Duration START_MAX = Duration.ofMinutes(5);

  public HubSettings {
    requireNonNull(java, "java is null");
    command = List.copyOf(command);
  }

  /** From its jars. */
  public static HubSettings ofJars(Path java, List<String> javaOptions, String classPath) {
    return new HubSettings(
        java,
        Stream.of(
                List.of(java.toString(), "--enable-native-access=ALL-UNNAMED"),
                javaOptions,
                List.of("-cp", classPath, MAIN, "start"))
            .flatMap(List::stream)
            .toList());
  }

  /** With the embedded database in that folder, unless {@code more} names another. */
  ServerProcess.Spec spec(int port, Path data, Path log, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>();
    environment.put("HUB_PORT", Integer.toString(port));
    environment.put("HUB_DATA_DIR", data.toString());
    environment.put("HUB_OPERATOR_TOKEN", HubAdmin.TOKEN);
    environment.put("HUB_DRAIN_S", "1");
    // All load has one address and a few keys; limits are not what is measured.
    for (String limit : List.of("REQUESTS", "MONEY", "UPGRADES", "CONNECTS")) {
      environment.put("HUB_RATE_" + limit, "0");
    }
    environment.putAll(more);
    return new ServerProcess.Spec("hub", command, environment, log, START_MAX);
  }
}
