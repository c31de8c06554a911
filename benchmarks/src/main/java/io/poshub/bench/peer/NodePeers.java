package io.poshub.bench.peer;

import io.poshub.bench.load.Greeting;
import io.poshub.bench.process.Cores;
import io.poshub.bench.process.FreePort;
import io.poshub.bench.process.ServerProcess;
import io.poshub.engine.sql.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The peers on Node: installs what they need, and starts them. Caller's thread. */
final class NodePeers {
  static final String WS = "node-ws";
  static final String SOCKET_IO = "socket.io";

  static final String REST = "node-mysql2";

  private static final Duration INSTALL_MAX = Duration.ofMinutes(5);
  private static final Duration START_MAX = Duration.ofMinutes(2);
  private static final String SOCKET_IO_PATH = "/socket.io/?EIO=4&transport=websocket";

  private final Path folder;

  private NodePeers(Path folder) {
    this.folder = folder;
  }

  /** Copies the programs beside the libraries they need, which npm brings the first time. */
  static NodePeers install(PeerFolders folders) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(folders.installed().resolve("node"));
    Path packageFile = folder.resolve("package.json");
    byte[] wanted = Files.readAllBytes(folders.sources().resolve("node/package.json"));
    boolean current =
        Files.isDirectory(folder.resolve("node_modules"))
            && Files.exists(packageFile)
            && Arrays.equals(wanted, Files.readAllBytes(packageFile));
    try (Stream<Path> files = Files.list(folders.sources().resolve("node"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (!current) {
      Installation.run(
          folder,
          INSTALL_MAX,
          List.of("npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--silent"));
    }
    return new NodePeers(folder);
  }

  PushServer webSocket(Cores cores, Path log, int tenants)
      throws IOException, InterruptedException {
    return start(WS, "ws-server.js", cores, log, tenants, "/ws/pos/{tenant}", Greeting.NONE);
  }

  PushServer socketIo(Cores cores, Path log, int tenants) throws IOException, InterruptedException {
    return start(
        SOCKET_IO, "socketio-server.js", cores, log, tenants, SOCKET_IO_PATH, Greeting.SOCKET_IO);
  }

  /** On the hub's database, with as many connections as the hub has. */
  MeasuredServer rest(Cores cores, Path log, HubServer hub)
      throws IOException, InterruptedException {
    int port = FreePort.find();
    List<String> command =
        List.of(
            "node",
            folder.resolve("rest-server.js").toString(),
            Integer.toString(port),
            hub.databaseFact("port"),
            Integer.toString(DatabaseSettings.POOL_SIZE_DEFAULT),
            hub.keysFile().toString());
    Map<String, String> environment =
        Map.of("NODE_ENV", "production", "DB_PASSWORD", hub.databaseFact("password"));
    ServerProcess process =
        ServerProcess.start(
            new ServerProcess.Spec(REST, command, environment, log, START_MAX), cores);
    return new NodeRestServer(process, port, hub);
  }

  private PushServer start(
      String name,
      String program,
      Cores cores,
      Path log,
      int tenants,
      String socketPath,
      Greeting greeting)
      throws IOException, InterruptedException {
    int port = FreePort.find();
    List<String> command =
        List.of(
            "node",
            folder.resolve(program).toString(),
            Integer.toString(port),
            Integer.toString(tenants));
    ServerProcess process =
        ServerProcess.start(
            new ServerProcess.Spec(name, command, Map.of("NODE_ENV", "production"), log, START_MAX),
            cores);
    return new KeyedServer(process, port, socketPath, greeting);
  }
}
