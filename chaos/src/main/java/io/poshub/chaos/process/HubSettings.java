package io.poshub.chaos.process;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** How to run a hub: which Java, which jars. */
public record HubSettings(Path java, List<String> javaOptions, String classPath, Path folder) {
  private static final String MAIN = "io.poshub.server.Main";

  public HubSettings {
    requireNonNull(java, "java is null");
    javaOptions = List.copyOf(javaOptions);
    requireNonNull(classPath, "classPath is null");
    requireNonNull(folder, "folder is null");
  }

  List<String> command() {
    return Stream.of(
            List.of(java.toString(), "--enable-native-access=ALL-UNNAMED"),
            javaOptions,
            List.of("-cp", classPath, MAIN, "start"))
        .flatMap(List::stream)
        .toList();
  }

  /** Where the hub keeps its data. */
  public Path data() {
    return folder.resolve("data");
  }

  /** What the hub said, all its lives in one file. */
  public Path log() {
    return folder.resolve("hub.log");
  }
}
