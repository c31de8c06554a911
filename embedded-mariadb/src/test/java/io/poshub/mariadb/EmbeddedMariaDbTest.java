package io.poshub.mariadb;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMariaDbTest {
  private static final int EXIT_MAX_SECONDS = 30;

  @TempDir private Path temp;

  @Test
  void aRestartKeepsEveryRow() throws Exception {
    try (DataFolder folder = DataFolder.open(temp)) {
      try (EmbeddedMariaDb database = Servers.start(folder)) {
        Servers.createTable(database);
        try (Connection connection = Servers.connect(database)) {
          Servers.insert(connection, 1);
        }
      }
      try (EmbeddedMariaDb database = Servers.start(folder)) {
        assertThat(Servers.count(database)).isEqualTo(1);
      }
    }
  }

  @Test
  void aKilledServerHasEveryCommittedRowAfterTheNextStart() throws Exception {
    try (DataFolder folder = DataFolder.open(temp)) {
      int committed = 0;
      try (EmbeddedMariaDb database = Servers.start(folder)) {
        Servers.createTable(database);
        try (Connection connection = Servers.connect(database)) {
          for (; committed < 200; committed++) {
            Servers.insert(connection, committed);
          }
          ProcessHandle.of(database.pid()).orElseThrow().destroyForcibly();
        }
        assertThat(database.onExit().get(EXIT_MAX_SECONDS, TimeUnit.SECONDS)).isEqualTo(128 + 9);
        assertThat(database.isAlive()).isFalse();
      }
      try (EmbeddedMariaDb database = Servers.start(folder)) {
        assertThat(Servers.count(database)).isEqualTo(committed);
      }
    }
  }

  @Test
  void onlyTheGeneratedPasswordOpensItAndOnlyItsOwnerReadsThat() throws Exception {
    try (DataFolder folder = DataFolder.open(temp);
        EmbeddedMariaDb database = Servers.start(folder)) {
      Path file = folder.path().resolve("mariadb/password");
      assertThat(Files.readString(file, US_ASCII).strip())
          .isEqualTo(database.password())
          .hasSizeGreaterThanOrEqualTo(32);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(database.toString()).doesNotContain(database.password());
      for (String user : new String[] {"root", "", "mariadb.sys"}) {
        assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), user, "").close())
            .isInstanceOf(SQLException.class);
      }
      assertThat(
              Servers.ask(
                  database, "select group_concat(user, '@', host order by user) from mysql.user"))
          .isEqualTo("mariadb.sys@localhost,root@127.0.0.1");
      assertThat(
              Servers.ask(
                  database,
                  "select count(*) from information_schema.schemata where schema_name = 'test'"))
          .isEqualTo("0");
    }
  }

  @Test
  void itKeepsManyTablesOpenInOneFile() throws Exception {
    try (DataFolder folder = DataFolder.open(temp);
        EmbeddedMariaDb database = Servers.start(folder)) {
      Servers.createTable(database);

      assertThat(Servers.ask(database, "select @@table_open_cache"))
          .isEqualTo(String.valueOf(Servers.settings().openTablesMax()));
      assertThat(folder.path().resolve("mariadb/data/kept/numbers.frm")).exists();
      assertThat(folder.path().resolve("mariadb/data/kept/numbers.ibd")).doesNotExist();
    }
  }

  @Test
  void everyCommitIsOnTheDiskAndTimesAreUtc() throws Exception {
    try (DataFolder folder = DataFolder.open(temp);
        EmbeddedMariaDb database = Servers.start(folder)) {
      assertThat(
              Servers.ask(
                  database,
                  "select concat_ws(' ', @@innodb_flush_log_at_trx_commit, @@innodb_doublewrite,"
                      + " @@time_zone, @@bind_address, @@character_set_server, @@skip_name_resolve)"))
          .isEqualTo("1 ON +00:00 127.0.0.1 utf8mb4 ON");
      assertThat(folder.path().resolve("mariadb/port"))
          .hasContent(Integer.toString(database.port()));
      assertThat(folder.path().resolve("mariadb/pid")).hasContent(Long.toString(database.pid()));
    }
  }

  @Test
  void closingTwiceIsFine() throws Exception {
    try (DataFolder folder = DataFolder.open(temp)) {
      EmbeddedMariaDb database = Servers.start(folder);
      database.close();
      database.close();
      assertThat(database.isAlive()).isFalse();
      assertThat(database.onExit().get(EXIT_MAX_SECONDS, TimeUnit.SECONDS)).isZero();
    }
  }

  @Test
  void anInterruptedInstallationIsDoneAgain() throws Exception {
    try (DataFolder folder = DataFolder.open(temp)) {
      Path unfinished = folder.path().resolve("mariadb/install.tmp");
      Files.createDirectories(unfinished.resolve("mysql"));
      Files.writeString(unfinished.resolve("ibdata1"), "half of it");
      try (EmbeddedMariaDb database = Servers.start(folder)) {
        assertThat(database.isAlive()).isTrue();
      }
      assertThat(unfinished).doesNotExist();
    }
  }

  @Test
  void aLostPasswordIsSaidPlainly() throws Exception {
    try (DataFolder folder = DataFolder.open(temp)) {
      Servers.start(folder).close();
      Files.delete(folder.path().resolve("mariadb/password"));
      assertThatThrownBy(() -> Servers.start(folder))
          .isInstanceOf(MariaDbStartException.class)
          .hasMessageContaining("password is missing");
    }
  }

  @Test
  void aServerThatCannotStartIsReportedWithItsLastWords() throws Exception {
    try (DataFolder folder = DataFolder.open(temp)) {
      Servers.start(folder).close();
      Files.writeString(folder.path().resolve("mariadb/data/ibdata1"), "not a tablespace");
      assertThatThrownBy(() -> Servers.start(folder))
          .isInstanceOf(MariaDbStartException.class)
          .hasMessageStartingWith(
              "the database server on " + folder.path() + "/mariadb ended with code 1")
          .hasMessageContaining("InnoDB");
    }
  }
}
