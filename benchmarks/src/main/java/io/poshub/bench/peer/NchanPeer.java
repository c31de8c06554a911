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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * nginx with nchan out of Debian's packages, unpacked into a folder, so that nothing is installed
 * on the machine but the folder it cannot do without. Caller's thread.
 */
final class NchanPeer {
  static final String NAME = "nchan";

  /** nchan makes folders in it, whatever the configuration says. */
  private static final Path STATE = Path.of("/var/lib/nginx");

  private static final Duration INSTALL_MAX = Duration.ofMinutes(5);
  private static final Duration START_MAX = Duration.ofMinutes(2);
  private static final List<String> PACKAGES =
      List.of("nginx", "nginx-common", "libnginx-mod-nchan", "libhiredis0.14");

  private NchanPeer() {}

  static PushServer start(PeerFolders folders, Cores cores, Path log, int tenants)
      throws IOException, InterruptedException {
    Path folder = Files.createDirectories(folders.installed().resolve(NAME));
    Path root = folder.resolve("root");
    if (!Files.exists(root.resolve("usr/lib/nginx/modules/ngx_nchan_module.so"))) {
      unpack(folder, root);
    }
    Files.createDirectories(STATE);
    int port = FreePort.find();
    Path config = folder.resolve("nginx.conf");
    Files.writeString(
        config,
        Files.readString(folders.sources().resolve("nchan/nginx.conf.template"))
            .replace("@ROOT@", root.toString())
            .replace("@FOLDER@", folder.toString())
            .replace("@PORT@", Integer.toString(port)));
    Files.writeString(
        folder.resolve("keys.map"),
        IntStream.range(0, tenants)
            .mapToObj(i -> "key-" + i + " t" + i + ";\n")
            .collect(Collectors.joining()));
    List<String> command =
        List.of(
            root.resolve("usr/sbin/nginx").toString(),
            "-p",
            folder.toString(),
            "-c",
            config.toString());
    Map<String, String> environment =
        Map.of("LD_LIBRARY_PATH", root.resolve("usr/lib/x86_64-linux-gnu").toString());
    ServerProcess process =
        ServerProcess.start(
            new ServerProcess.Spec(NAME, command, environment, log, START_MAX).readyAtPort(port),
            cores);
    return new KeyedServer(process, port, "/ws/pos/{tenant}", Greeting.NONE, OrderText.AS_EVENT);
  }

  private static void unpack(Path folder, Path root) throws IOException, InterruptedException {
    Installation.run(
        folder,
        INSTALL_MAX,
        Stream.concat(Stream.of("apt-get", "download"), PACKAGES.stream()).toList());
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".deb")).toList()) {
        Installation.run(
            folder, INSTALL_MAX, List.of("dpkg", "-x", file.toString(), root.toString()));
      }
    }
  }
}
