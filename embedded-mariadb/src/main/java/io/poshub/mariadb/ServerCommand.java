package io.poshub.mariadb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The command lines that install and run the server. */
record ServerCommand(ServerBinaries binaries, Path data) {
  /** Its value names the folder; an orphan is known by it. */
  static final String DATA_OPTION = "--datadir=";

  static final String BOOTSTRAP_OPTION = "--bootstrap";
  static final String SERVER_NAME = "mariadbd";

  private static final List<Path> SETSID =
      List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

  List<String> bootstrap() throws IOException {
    return common(
        BOOTSTRAP_OPTION,
        "--log-warnings=0",
        "--enforce-storage-engine=",
        "--max-allowed-packet=8M",
        "--innodb-buffer-pool-size=64M");
  }

  /**
   * The server runs out of the terminal's reach: the hub has to drain after a Ctrl-C, before its
   * database stops.
   */
  List<String> run(ServerHome home, MariaDbSettings settings, int port) throws IOException {
    List<String> command = new ArrayList<>(outOfReach(SETSID));
    command.addAll(
        common(
            "--bind-address=127.0.0.1",
            "--port=" + port,
            "--pid-file=" + home.pid(),
            "--max-connections=" + settings.connectionsMax(),
            "--innodb-buffer-pool-size=" + settings.bufferPoolMebibytes() + "M",
            "--innodb-flush-log-at-trx-commit=" + flushAtCommit(settings.durability()),
            "--max-allowed-packet=64M",
            "--table-definition-cache=" + settings.openTablesMax(),
            "--table-open-cache=" + settings.openTablesMax(),
            // Else each connection opens tables anew that others have open.
            "--table-open-cache-instances=1",
            "--log-warnings=1"));
    return command;
  }

  /**
   * Before the command: a session of its own, or else at least deaf to the terminal's signals,
   * which the server stays.
   */
  static List<String> outOfReach(List<Path> candidates) {
    return candidates.stream()
        .filter(Files::isExecutable)
        .findFirst()
        .map(setsid -> List.of(setsid.toString()))
        .orElse(List.of("/bin/sh", "-c", "trap '' INT QUIT; exec \"$@\"", "sh"));
  }

  private static int flushAtCommit(MariaDbSettings.Durability durability) {
    return switch (durability) {
      case POWER_CUT -> 1;
      case PROCESS_DEATH -> 2;
    };
  }

  private List<String> common(String... more) throws IOException {
    List<String> options =
        List.of(
            binaries.server().toString(),
            "--no-defaults",
            "--basedir=" + binaries.folder(),
            "--lc-messages-dir=" + binaries.share(),
            "--character-sets-dir=" + binaries.share().resolve("charsets"),
            DATA_OPTION + data,
            "--tmpdir=" + data,
            // No socket: its path would have to fit into 107 bytes, and nobody here would use it.
            "--socket=",
            "--skip-ssl",
            "--skip-name-resolve",
            "--skip-symbolic-links",
            "--local-infile=OFF",
            "--skip-log-bin",
            "--performance-schema=OFF",
            // A tenant has two dozen small tables: as files of their own they open and are made at
            // half the speed, take three times the room, and thousands of tenants want more files
            // than a process may have. A table keeps the place where it was made.
            "--innodb-file-per-table=OFF",
            "--innodb-doublewrite=ON",
            "--innodb-log-file-size=96M",
            // Changed pages are written steadily. At the default of 200 a second a busy hub's log
            // fills up first, and then 8,000 are written at once while every commit waits. A page's
            // neighbours are other tenants'.
            "--innodb-io-capacity=2000",
            "--innodb-io-capacity-max=4000",
            "--innodb-flush-neighbors=0",
            "--innodb-temp-data-file-path=ibtmp1:1M:autoextend",
            "--innodb-buffer-pool-dump-at-shutdown=OFF",
            "--innodb-buffer-pool-load-at-startup=OFF",
            "--innodb-stats-persistent=OFF",
            // Small tables are counted again and again: with eight pages each, that of 2,000 busy
            // tenants was a sixteenth of the server's work.
            "--innodb-stats-transient-sample-pages=1",
            "--key-buffer-size=1M",
            "--aria-pagecache-buffer-size=8M",
            "--query-cache-type=OFF",
            "--query-cache-size=0",
            "--character-set-server=utf8mb4",
            "--collation-server=utf8mb4_unicode_ci",
            "--default-time-zone=+00:00");
    return Stream.of(options.stream(), Stream.of(more), userOption().stream())
        .flatMap(option -> option)
        .toList();
  }

  /** The server refuses to run as root unless told to. */
  private static List<String> userOption() throws IOException {
    boolean root = Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    return root ? List.of("--user=" + System.getProperty("user.name", "root")) : List.of();
  }
}
