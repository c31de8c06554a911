package io.poshub.testing;

import io.poshub.mariadb.DataFolder;
import io.poshub.mariadb.DataFolderInUseException;
import io.poshub.mariadb.EmbeddedMariaDb;
import io.poshub.mariadb.MariaDbSettings;
import io.poshub.mariadb.MariaDbSettings.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An embedded database in a folder of its own, both gone when the run ends. What a killed run left
 * behind is cleared away by the next one.
 */
final class TestServer implements AutoCloseable {
  private static final String FOLDER_PREFIX = "run-";
  private static final Pattern FOLDER_NAME = Pattern.compile(FOLDER_PREFIX + "(\\d{1,10})-.*");
  private static final int BUFFER_POOL_MEBIBYTES = 128;

  private final DataFolder folder;
  private final EmbeddedMariaDb database;

  private TestServer(DataFolder folder, EmbeddedMariaDb database) {
    this.folder = folder;
    this.database = database;
  }

  static TestServer start() throws IOException, InterruptedException {
    Path home = home();
    clearLeftovers(home);
    String name = FOLDER_PREFIX + ProcessHandle.current().pid() + "-";
    DataFolder folder = DataFolder.open(Files.createTempDirectory(home, name));
    MariaDbSettings settings =
        MariaDbSettings.defaults()
            .withBufferPoolMebibytes(BUFFER_POOL_MEBIBYTES)
            .withDurability(Durability.PROCESS_DEATH)
            .withBinariesCache(home);
    return new TestServer(folder, EmbeddedMariaDb.start(folder, settings));
  }

  EmbeddedMariaDb database() {
    return database;
  }

  @Override
  public void close() throws IOException {
    database.close();
    folder.close();
    deleteTree(folder.path());
  }

  /** Programs are run from here: nobody else may have made it. */
  private static Path home() throws IOException {
    String user = System.getProperty("user.name", "unknown");
    Path home = Path.of(System.getProperty("java.io.tmpdir", "/tmp"), "poshub-test-" + user);
    Files.createDirectories(
        home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Object owner = Files.getAttribute(home, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    if (!owner.equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
      throw new IOException(home + " belongs to somebody else");
    }
    return home;
  }

  private static void clearLeftovers(Path home) throws IOException, InterruptedException {
    for (Path folder : list(home)) {
      Matcher name = FOLDER_NAME.matcher(String.valueOf(folder.getFileName()));
      if (!name.matches() || ProcessHandle.of(Long.parseLong(name.group(1))).isPresent()) {
        continue;
      }
      try (DataFolder leftover = DataFolder.open(folder)) {
        EmbeddedMariaDb.stopOrphan(leftover);
        deleteTree(folder);
      } catch (DataFolderInUseException e) {
        System.out.println("another test run is going on: " + e.getMessage());
      }
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }

  private static void deleteTree(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
