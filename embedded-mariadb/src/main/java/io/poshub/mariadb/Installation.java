package io.poshub.mariadb;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A fresh database: the system tables and one account that enters by loopback only. Built beside
 * its place and renamed when it is complete, so an interrupted installation is never taken for a
 * database.
 */
final class Installation {
  private static final Logger log = LoggerFactory.getLogger(Installation.class);
  private static final int INSTALL_MAX_SECONDS = 120;
  private static final List<String> SYSTEM_TABLES =
      List.of(
          "mariadb_system_tables.sql",
          "mariadb_performance_tables.sql",
          "mariadb_system_tables_data.sql");

  private final ServerHome home;
  private final ServerBinaries binaries;

  Installation(ServerHome home, ServerBinaries binaries) {
    this.home = home;
    this.binaries = binaries;
  }

  void installIfMissing(String user, String password) throws IOException, InterruptedException {
    if (Files.exists(home.data())) {
      return;
    }
    log.info("installing a new database in {}", home.data());
    Path unfinished = home.unfinishedInstallation();
    Folders.deleteTree(unfinished);
    Folders.createPrivate(unfinished);
    bootstrap(unfinished, user, password);
    // As the server's own install script leaves it: which version wrote the system tables.
    Files.writeString(
        unfinished.resolve("mariadb_upgrade_info"), ServerBinaries.VERSION + "-MariaDB", US_ASCII);
    Folders.publish(unfinished, home.data());
  }

  private void bootstrap(Path data, String user, String password)
      throws IOException, InterruptedException {
    ServerLog.begin(home);
    ServerCommand command = new ServerCommand(binaries, data);
    Process process =
        new ProcessBuilder(command.bootstrap())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(home.log().toFile()))
            .start();
    try {
      boolean fed = feed(process, accountSql(user, password));
      if (!process.waitFor(INSTALL_MAX_SECONDS, TimeUnit.SECONDS)) {
        throw failed("did not end within " + INSTALL_MAX_SECONDS + " s");
      }
      if (!fed || process.exitValue() != 0) {
        throw failed("ended with code " + process.exitValue());
      }
    } finally {
      process.destroyForcibly();
    }
  }

  /** False if the server went away before it had read everything; its exit code and log say why. */
  private boolean feed(Process process, String accounts) {
    try (OutputStream out = process.getOutputStream()) {
      out.write(
          "create database mysql;\nuse mysql;\nset @auth_root_socket = null;\n".getBytes(UTF_8));
      for (String file : SYSTEM_TABLES) {
        Files.copy(binaries.share().resolve(file), out);
      }
      out.write(accounts.getBytes(UTF_8));
      return true;
    } catch (IOException e) {
      log.debug("the installing server stopped reading", e);
      return false;
    }
  }

  /** One statement a line, as the bootstrap reader wants it. */
  private static String accountSql(String user, String password) {
    return "delete from global_priv where User <> 'mariadb.sys';\n"
        + "delete from proxies_priv;\n"
        + "insert into global_priv values ('127.0.0.1', '"
        + user
        + "', '{\"access\":18446744073709551615,\"plugin\":\"mysql_native_password\","
        + "\"authentication_string\":\""
        + nativePasswordHash(password)
        + "\"}');\n";
  }

  private static String nativePasswordHash(String password) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      byte[] twice = sha1.digest(sha1.digest(password.getBytes(US_ASCII)));
      return "*" + HexFormat.of().withUpperCase().formatHex(twice);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  private MariaDbStartException failed(String what) {
    return new MariaDbStartException(
        "the database in "
            + home.data()
            + " could not be installed: the server "
            + what
            + ServerLog.tail(home.log()));
  }
}
