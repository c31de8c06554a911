package io.poshub.server;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.sql.DatabaseSettings;
import io.poshub.engine.sql.SchemaNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set about a hub, checked as a whole before anything starts. Its text hides
 * secrets.
 */
public record HubConfig(
    String bind,
    int port,
    Path dataDir,
    @Nullable ExternalDatabase database,
    int poolSize,
    SchemaNames schemas,
    @Nullable String operatorToken,
    Set<String> allowedOrigins,
    Rates rates,
    Duration drain,
    int eventLoops,
    int maxConnections,
    boolean ioUring,
    boolean webhookAllowPrivate,
    Shops shops) {
  public static final int PORT_DEFAULT = 9010;
  public static final String BIND_DEFAULT = "127.0.0.1";
  public static final Duration DRAIN_DEFAULT = Duration.ofSeconds(10);
  public static final int CONNECTIONS_DEFAULT = 20_000;

  public HubConfig {
    requireNonNull(bind, "bind is null");
    requireNonNull(dataDir, "dataDir is null");
    requireNonNull(schemas, "schemas is null");
    requireNonNull(rates, "rates is null");
    requireNonNull(drain, "drain is null");
    requireNonNull(shops, "shops is null");
    allowedOrigins = Set.copyOf(allowedOrigins);
  }

  /** The user's own server, in place of the embedded one. Its text hides the password. */
  public record ExternalDatabase(String jdbcUrl, String user, String password) {
    @Override
    public String toString() {
      return withoutQuery(jdbcUrl) + ", user " + user;
    }

    /** A query may hold a password of its own. */
    private static String withoutQuery(String url) {
      int query = url.indexOf('?');
      return query < 0 ? url : url.substring(0, query) + "?…";
    }
  }

  /**
   * Calls and sockets per second, 0 for no limit; a burst of ten times that is let through.
   *
   * @param requests per key
   * @param money per key
   * @param upgrades per address
   * @param connects sockets opened on the whole node
   */
  public record Rates(int requests, int money, int upgrades, int connects) {
    public static final Rates DEFAULTS = new Rates(200, 100, 50, 1_000);
  }

  /**
   * How the hub and online shops reach each other. Its text hides the key.
   *
   * @param secretKey seals the shops' keys; null for the one in the data folder
   * @param publicUrl where shops reach the hub; null if they do not
   * @param allowHttp whether a shop may be called without TLS
   * @param allowPrivate whether a shop may be on this machine or a private network
   */
  public record Shops(
      @Nullable String secretKey,
      @Nullable String publicUrl,
      boolean allowHttp,
      boolean allowPrivate) {
    public static final Shops DEFAULTS = new Shops(null, null, false, false);

    @Override
    public String toString() {
      return "call the hub at "
          + (publicUrl == null ? "no address" : publicUrl)
          + (allowHttp ? ", http allowed" : "")
          + (allowPrivate ? ", private networks allowed" : "");
    }
  }

  /** Whether only this machine can reach the hub. */
  public boolean isLoopback() {
    return bind.equals("localhost") || bind.equals("::1") || bind.startsWith("127.");
  }

  /** So many batches are written at once, each on a connection of the lanes' own. */
  public int laneConnections() {
    return DatabaseSettings.laneConnections(poolSize);
  }

  public DatabaseSettings databaseSettings(String jdbcUrl, String user, String password) {
    return new DatabaseSettings(
        jdbcUrl, user, password, poolSize, DatabaseSettings.CONNECTION_WAIT_DEFAULT);
  }

  /** One line a setting, for the log at start. */
  public List<String> describe() {
    return List.of(
        "listens on " + bind + ":" + port,
        "data folder " + dataDir.toAbsolutePath().normalize(),
        "database " + (database == null ? "embedded" : database.toString()),
        "schemas " + schemas.prefix() + "*, pool of " + poolSize,
        "operator token " + (operatorToken == null ? "from the data folder" : "from the settings"),
        "rates per second " + rates,
        "online shops " + shops,
        "webhooks to private networks " + (webhookAllowPrivate ? "allowed" : "refused"),
        "allowed origins " + (allowedOrigins.isEmpty() ? "own only" : allowedOrigins));
  }

  @Override
  public String toString() {
    return "HubConfig" + describe();
  }
}
