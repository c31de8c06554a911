package io.poshub.bench.peer;

import io.poshub.bench.load.Greeting;
import io.poshub.bench.process.Cores;
import io.poshub.bench.process.FreePort;
import io.poshub.bench.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The peer on Vert.x: built by Maven, run by the Java that runs this. Caller's thread. */
final class VertxPeer {
  static final String NAME = "vertx";

  private static final String MAIN = "io.poshub.peer.VertxPeer";
  private static final Duration BUILD_MAX = Duration.ofMinutes(5);
  private static final Duration START_MAX = Duration.ofMinutes(2);

  private VertxPeer() {}

  static PushServer start(PeerFolders folders, Cores cores, Path log, int tenants)
      throws IOException, InterruptedException {
    Path folder = Files.createDirectories(folders.installed().resolve("vertx"));
    Installation.run(
        folder,
        BUILD_MAX,
        List.of(
            "mvn",
            "-q",
            "-B",
            "-f",
            folders.sources().resolve("vertx/pom.xml").toString(),
            "-Dpeer.target=" + folder,
            "compile"));
    int port = FreePort.find();
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            folder.resolve("classes") + ":" + folder.resolve("lib") + "/*",
            MAIN,
            Integer.toString(port),
            Integer.toString(tenants));
    ServerProcess process =
        ServerProcess.start(new ServerProcess.Spec(NAME, command, Map.of(), log, START_MAX), cores);
    return new KeyedServer(process, port, "/ws/pos/{tenant}", Greeting.NONE);
  }
}
