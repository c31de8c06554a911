package io.poshub.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerBinariesTest {
  @TempDir private Path temp;

  @Test
  void aFolderOfItsOwnKeepsOneVersionAndLosesWhatWasHalfUnpacked() throws Exception {
    Path home = temp.resolve("mariadb");
    Files.createDirectories(home.resolve("unpack.tmp/bin"));
    Files.writeString(home.resolve("unpack.tmp/bin/mariadbd"), "half of it");
    Files.createDirectories(home.resolve("bin-11.4.4/bin"));
    long began = System.nanoTime();
    try (DataFolder folder = DataFolder.open(temp);
        EmbeddedMariaDb database =
            EmbeddedMariaDb.start(folder, MariaDbSettings.defaults().withBufferPoolMebibytes(32))) {
      System.out.println("first start: " + Duration.ofNanos(System.nanoTime() - began));
      assertThat(database.isAlive()).isTrue();
      assertThat(home.resolve("unpack.tmp")).doesNotExist();
      assertThat(home.resolve("bin-11.4.4")).doesNotExist();
      assertThat(home.resolve("bin-" + ServerBinaries.VERSION + "/bin/mariadbd")).isExecutable();
    }
    began = System.nanoTime();
    try (DataFolder folder = DataFolder.open(temp);
        EmbeddedMariaDb database =
            EmbeddedMariaDb.start(folder, MariaDbSettings.defaults().withBufferPoolMebibytes(32))) {
      System.out.println("restart: " + Duration.ofNanos(System.nanoTime() - began));
      assertThat(database.isAlive()).isTrue();
    }
  }

  @Test
  void anotherPlatformIsToldWhatItNeeds() {
    assertThatThrownBy(() -> ServerBinaries.requireSupportedPlatform("Mac OS X", "aarch64"))
        .isInstanceOf(MariaDbStartException.class)
        .hasMessage(
            "the embedded database runs on Linux x86_64 only, not on Mac OS X aarch64:"
                + " set HUB_DB_URL to a MySQL or MariaDB server");
  }
}
