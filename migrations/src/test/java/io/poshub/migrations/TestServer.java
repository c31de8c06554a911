package io.poshub.migrations;

import io.poshub.mariadb.DataFolder;
import io.poshub.mariadb.EmbeddedMariaDb;
import io.poshub.mariadb.MariaDbSettings;
import io.poshub.mariadb.MariaDbSettings.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The server that the system property {@code hub.test.db.url} names, or else one of our own. */
final class TestServer implements AutoCloseable {
  private final @Nullable DataFolder folder;
  private final @Nullable EmbeddedMariaDb embedded;
  private final UnpooledDataSource source;
  private final List<String> schemas = new ArrayList<>();

  private TestServer(
      @Nullable DataFolder folder, @Nullable EmbeddedMariaDb embedded, UnpooledDataSource source) {
    this.folder = folder;
    this.embedded = embedded;
    this.source = source;
  }

  static TestServer start(Path temp) throws IOException, InterruptedException {
    String url = System.getProperty("hub.test.db.url");
    if (url != null) {
      String user = System.getProperty("hub.test.db.user", "root");
      String password = System.getProperty("hub.test.db.password", "");
      return new TestServer(null, null, new UnpooledDataSource(url, user, password));
    }
    DataFolder folder = DataFolder.open(Files.createDirectories(temp));
    EmbeddedMariaDb embedded =
        EmbeddedMariaDb.start(
            folder,
            MariaDbSettings.defaults()
                .withDurability(Durability.PROCESS_DEATH)
                .withBinariesCache(Path.of("target", "mariadb").toAbsolutePath()));
    return new TestServer(
        folder,
        embedded,
        new UnpooledDataSource(embedded.jdbcUrl(), embedded.user(), embedded.password()));
  }

  UnpooledDataSource source() {
    return source;
  }

  /** A name of which there is no schema yet; dropped at the end. */
  String freshName() {
    String name = "t" + UUID.randomUUID().toString().replace("-", "");
    schemas.add(name);
    return name;
  }

  void run(String... statements) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  List<String> ask(String query) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> answer = new ArrayList<>();
      while (rows.next()) {
        answer.add(rows.getString(1));
      }
      return answer;
    }
  }

  @Override
  public void close() throws SQLException, IOException {
    for (String schema : schemas) {
      run("drop database if exists `" + schema + "`");
    }
    if (embedded != null) {
      embedded.close();
    }
    if (folder != null) {
      folder.close();
    }
  }
}
