package io.poshub.mariadb;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the server process and waits until it answers. */
final class Launcher {
  private static final Logger log = LoggerFactory.getLogger(Launcher.class);

  /** Long enough for the recovery after a crash under full load. */
  private static final int START_MAX_SECONDS = 180;

  private static final int PROBE_EVERY_MILLIS = 20;
  private static final int PROBE_MAX_MILLIS = 5_000;

  /** Between our finding a free port and the server's taking it somebody else may take it. */
  private static final int PORT_ATTEMPTS_MAX = 5;

  private final ServerHome home;
  private final ServerCommand command;
  private final MariaDbSettings settings;

  Launcher(ServerHome home, ServerCommand command, MariaDbSettings settings) {
    this.home = home;
    this.command = command;
    this.settings = settings;
  }

  ServerProcess launch(String user, String password) throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      ServerProcess server = spawn(port());
      boolean answers = false;
      try {
        answers = awaitAnswer(server, user, password);
        if (answers) {
          return server;
        }
        String said = ServerLog.tail(home.log());
        if (attempt == PORT_ATTEMPTS_MAX
            || !said.contains("Can't start server: Bind on TCP/IP port")) {
          throw new MariaDbStartException(whyNot(server) + said);
        }
        log.info("port {} was taken by somebody else, trying another", server.port());
      } finally {
        if (!answers) {
          server.process().destroyForcibly();
        }
      }
    }
  }

  private ServerProcess spawn(int port) throws IOException {
    ServerLog.begin(home);
    try {
      Process process =
          new ProcessBuilder(command.run(home, settings, port))
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(home.log().toFile()))
              .start();
      return new ServerProcess(process, port);
    } catch (IOException e) {
      throw new MariaDbStartException(
          "the database server cannot be run (is its folder mounted noexec?): " + e.getMessage(),
          e);
    }
  }

  /** False if the server died or the time is over. */
  private boolean awaitAnswer(ServerProcess server, String user, String password)
      throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_MAX_SECONDS);
    while (System.nanoTime() < deadline) {
      if (server.process().waitFor(PROBE_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        return false;
      }
      if (answers(server.port(), user, password)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether it does what it is told. It sizes the table cache at its start as if each table were a
   * file, by the files a process may have; told later, it believes us.
   */
  private boolean answers(int port, String user, String password) {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", Integer.toString(PROBE_MAX_MILLIS));
    properties.setProperty("socketTimeout", Integer.toString(PROBE_MAX_MILLIS));
    try (Connection connection =
            DriverManager.getConnection(ServerProcess.jdbcUrl(port), properties);
        Statement statement = connection.createStatement()) {
      statement.execute("SET GLOBAL table_open_cache = " + settings.openTablesMax());
      return true;
    } catch (SQLException e) {
      log.trace("the database does not answer yet", e);
      return false;
    }
  }

  private String whyNot(ServerProcess server) {
    String where = "the database server on " + home.path() + " ";
    return server.process().isAlive()
        ? where + "did not answer within " + START_MAX_SECONDS + " s; its last words:"
        : where
            + "ended with code "
            + server.process().exitValue()
            + " before it answered; its last words:";
  }

  private int port() throws IOException {
    return settings.port() == MariaDbSettings.ANY_PORT ? freePort() : settings.port();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
