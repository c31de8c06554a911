package io.poshub.bench.scenario;

import io.poshub.bench.peer.HubSettings;
import io.poshub.bench.peer.PeerFolders;
import io.poshub.bench.stream.StreamHub;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where things are; {@code ./hub bench} says it. Filled by picocli, then only read. */
public final class BenchSetting {
  @Option(names = "--root", hidden = true, description = "The project's folder.")
  private Path root = Path.of("").toAbsolutePath();

  @Option(names = "--java", hidden = true, description = "The Java to run the hub with.")
  private Path java = Path.of(System.getProperty("java.home"), "bin", "java");

  @Option(names = "--hub-class-path", hidden = true, description = "The hub's jars.")
  private String hubClassPath = "";

  @Option(names = "--hub-java-options", hidden = true, description = "Its options for Java.")
  private String hubJavaOptions = "";

  @Option(names = "--hub-aot-cache", hidden = true, description = "What a rehearsal wrote down.")
  private @Nullable Path hubAotCache;

  public Path root() {
    return root;
  }

  /** Where raw results go. */
  public Path results() {
    return root.resolve("target/bench");
  }

  public HubSettings hub() {
    List<String> options = new ArrayList<>(javaOptions());
    if (hubAotCache != null) {
      options.addAll(List.of("-XX:AOTCache=" + hubAotCache, "-Xlog:aot=off", "-Xlog:cds=off"));
    }
    return HubSettings.ofJars(java, options, hubClassPath);
  }

  private List<String> javaOptions() {
    return Arrays.stream(hubJavaOptions.split(" ", -1)).filter(word -> !word.isBlank()).toList();
  }

  /** The front door without SQL, with the same options for Java. */
  List<String> streamHub() {
    return Stream.of(
            List.of(java.toString(), "--enable-native-access=ALL-UNNAMED"),
            javaOptions(),
            List.of("-cp", System.getProperty("java.class.path"), StreamHub.class.getName()))
        .flatMap(List::stream)
        .toList();
  }

  /** By {@code ./hub}, as a user starts it. */
  HubSettings hubByLauncher() {
    return new HubSettings(java, List.of(root.resolve("hub").toString(), "start"));
  }

  public PeerFolders peers() {
    return new PeerFolders(root.resolve("benchmarks/peers"), root.resolve("target/bench/peers"));
  }
}
