package io.poshub.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class OrphanTest {
  @TempDir private Path temp;

  @Test
  void aKilledHubLeavesAServerThatTheNextStartStopsWithEveryCommittedRowKept() throws Exception {
    try (ChildHub child = ChildHub.inserting(temp)) {
      child.awaitLine("committed 100");
      long committed = child.kill();
      ProcessHandle orphan = ProcessHandle.of(child.databasePid()).orElseThrow();
      assertThat(orphan.isAlive()).isTrue();

      try (DataFolder folder = DataFolder.open(temp);
          EmbeddedMariaDb database = Servers.start(folder)) {
        assertOnlyServer(folder, database);
        // The last insert may have been committed without the child living to say so.
        assertThat(Servers.count(database)).isBetween(committed, committed + 1);
      }
    }
  }

  @Test
  void hubAndServerKilledTogetherLoseNoCommittedRow() throws Exception {
    try (ChildHub child = ChildHub.inserting(temp)) {
      child.awaitLine("committed 100");
      ProcessHandle.of(child.databasePid()).orElseThrow().destroyForcibly();
      long committed = child.kill();

      try (DataFolder folder = DataFolder.open(temp);
          EmbeddedMariaDb database = Servers.start(folder)) {
        assertThat(Servers.count(database)).isBetween(committed, committed + 1);
      }
    }
  }

  @Test
  void ctrlCReachesTheHubButNotItsServer() throws Exception {
    try (ChildHub child = ChildHub.insertingAsForegroundGroup(temp)) {
      child.awaitLine("committed 10");
      ProcessHandle server = ProcessHandle.of(child.databasePid()).orElseThrow();
      int sent = new ProcessBuilder("kill", "-INT", "--", "-" + child.pid()).start().waitFor();
      assertThat(sent).isZero();
      long committed = child.awaitEnd();
      assertThat(server.isAlive()).isTrue();
      try (DataFolder folder = DataFolder.open(temp);
          EmbeddedMariaDb database = Servers.start(folder)) {
        assertThat(Files.readString(folder.path().resolve("mariadb/error.log.1")))
            .contains("Normal shutdown");
        assertOnlyServer(folder, database);
        assertThat(Servers.count(database)).isBetween(committed, committed + 1);
      }
    }
  }

  @Test
  void aServerOnAnotherFolderIsLeftAlone() throws Exception {
    Path one = temp.resolve("one");
    Path two = temp.resolve("one-more");
    try (DataFolder first = DataFolder.open(one);
        EmbeddedMariaDb running = Servers.start(first);
        DataFolder second = DataFolder.open(two)) {
      assertThat(new Orphans(ServerHome.in(first)).find())
          .extracting(ProcessHandle::pid)
          .containsExactly(running.pid());
      assertThat(new Orphans(ServerHome.in(second)).find()).isEmpty();
      Servers.start(second).close();
      assertThat(running.isAlive()).isTrue();
    }
  }

  /**
   * Looks at what runs, not at the orphan's number: that may live on until its new parent collects
   * it.
   */
  private static void assertOnlyServer(DataFolder folder, EmbeddedMariaDb database) {
    assertThat(new Orphans(ServerHome.in(folder)).find())
        .extracting(ProcessHandle::pid)
        .containsExactly(database.pid());
  }
}
