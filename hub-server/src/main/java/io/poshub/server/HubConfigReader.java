package io.poshub.server;

import io.poshub.connectors.vault.VaultKey;
import io.poshub.engine.sql.DatabaseSettings;
import io.poshub.engine.sql.SchemaNames;
import io.poshub.server.HubConfig.ExternalDatabase;
import io.poshub.server.HubConfig.Rates;
import io.poshub.server.HubConfig.Shops;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns {@code HUB_*} settings into a {@link HubConfig}, or into one clear line per mistake. */
final class HubConfigReader {
  private static final String JDBC_MYSQL = "jdbc:mysql://";
  private static final int TOKEN_MIN_CHARS = 16;
  private static final int TOKEN_MAX_CHARS = 256;
  private static final int RATE_MAX = 1_000_000;
  private static final int DRAIN_MAX_SECONDS = 300;
  private static final int EVENT_LOOPS_MAX = 128;
  private static final int CONNECTIONS_MAX = 1_000_000;
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:_-]{1,255}");

  private static final Pattern LOCAL_DATABASE =
      Pattern.compile(JDBC_MYSQL + "(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1])([:/?]|$)");

  private static final Set<String> KNOWN =
      Set.of(
          "HUB_PORT",
          "HUB_BIND",
          "HUB_DATA_DIR",
          "HUB_DB_URL",
          "HUB_DB_USER",
          "HUB_DB_PASSWORD",
          "HUB_DB_POOL_SIZE",
          "HUB_SCHEMA_PREFIX",
          "HUB_OPERATOR_TOKEN",
          "HUB_ALLOWED_ORIGINS",
          "HUB_RATE_REQUESTS",
          "HUB_RATE_MONEY",
          "HUB_RATE_UPGRADES",
          "HUB_RATE_CONNECTS",
          "HUB_DRAIN_S",
          "HUB_EVENT_LOOPS",
          "HUB_MAX_CONNECTIONS",
          "HUB_IO_URING",
          "HUB_SECRET_KEY",
          "HUB_PUBLIC_URL",
          "HUB_SHOP_ALLOW_HTTP",
          "HUB_SHOP_ALLOW_PRIVATE",
          "HUB_WEBHOOK_ALLOW_PRIVATE",
          // Read by the launcher and by the terminal, not by the server.
          "HUB_JAVA_OPTS",
          "HUB_KEY",
          "HUB_URL");

  private final Map<String, String> settings;
  private final List<String> problems = new ArrayList<>();

  private HubConfigReader(Map<String, String> settings) {
    this.settings = new TreeMap<>(settings);
  }

  /** What came of reading settings. */
  sealed interface Result {
    record Valid(HubConfig config) implements Result {}

    record Invalid(List<String> problems) implements Result {}
  }

  static Result read(Map<String, String> settings) {
    HubConfigReader reader = new HubConfigReader(settings);
    reader.refuseUnknown();
    HubConfig config = reader.config();
    return reader.problems.isEmpty()
        ? new Result.Valid(config)
        : new Result.Invalid(List.copyOf(reader.problems));
  }

  private HubConfig config() {
    return new HubConfig(
        host(),
        number("HUB_PORT", HubConfig.PORT_DEFAULT, 0, 65_535),
        path("HUB_DATA_DIR", "data"),
        database(),
        number(
            "HUB_DB_POOL_SIZE",
            DatabaseSettings.POOL_SIZE_DEFAULT,
            2,
            DatabaseSettings.POOL_SIZE_MAX),
        schemas(),
        token(),
        origins(),
        new Rates(
            number("HUB_RATE_REQUESTS", Rates.DEFAULTS.requests(), 0, RATE_MAX),
            number("HUB_RATE_MONEY", Rates.DEFAULTS.money(), 0, RATE_MAX),
            number("HUB_RATE_UPGRADES", Rates.DEFAULTS.upgrades(), 0, RATE_MAX),
            number("HUB_RATE_CONNECTS", Rates.DEFAULTS.connects(), 0, RATE_MAX)),
        Duration.ofSeconds(
            number("HUB_DRAIN_S", (int) HubConfig.DRAIN_DEFAULT.toSeconds(), 0, DRAIN_MAX_SECONDS)),
        number("HUB_EVENT_LOOPS", 0, 0, EVENT_LOOPS_MAX),
        number("HUB_MAX_CONNECTIONS", HubConfig.CONNECTIONS_DEFAULT, 1, CONNECTIONS_MAX),
        flag("HUB_IO_URING"),
        flag("HUB_WEBHOOK_ALLOW_PRIVATE"),
        shops());
  }

  private void refuseUnknown() {
    for (String name : settings.keySet()) {
      if (name.startsWith("HUB_") && !KNOWN.contains(name)) {
        problems.add(name + " is not a setting of the hub" + suggestion(name));
      }
    }
  }

  private static String suggestion(String name) {
    return KNOWN.stream()
        .filter(known -> isClose(known, name))
        .sorted()
        .findFirst()
        .map(known -> "; did you mean " + known + "?")
        .orElse("");
  }

  /** Alike but for two characters side by side. */
  private static boolean isClose(String known, String name) {
    if (Math.abs(known.length() - name.length()) > 1) {
      return false;
    }
    int prefix = 0;
    int shorter = Math.min(known.length(), name.length());
    while (prefix < shorter && known.charAt(prefix) == name.charAt(prefix)) {
      prefix++;
    }
    int suffix = 0;
    while (suffix < shorter - prefix
        && known.charAt(known.length() - 1 - suffix) == name.charAt(name.length() - 1 - suffix)) {
      suffix++;
    }
    return Math.max(known.length(), name.length()) - prefix - suffix <= 2;
  }

  private String host() {
    String host = text("HUB_BIND", HubConfig.BIND_DEFAULT);
    if (!HOST.matcher(host).matches()) {
      problems.add("HUB_BIND must be a host name or an address, such as 0.0.0.0");
    }
    return host;
  }

  private @Nullable ExternalDatabase database() {
    String url = settings.get("HUB_DB_URL");
    if (url == null || url.isBlank()) {
      if (settings.containsKey("HUB_DB_USER") || settings.containsKey("HUB_DB_PASSWORD")) {
        problems.add("HUB_DB_USER and HUB_DB_PASSWORD need HUB_DB_URL");
      }
      return null;
    }
    if (!url.startsWith(JDBC_MYSQL) || url.length() == JDBC_MYSQL.length()) {
      problems.add("HUB_DB_URL must look like jdbc:mysql://host:3306/ (for MariaDB too)");
    }
    String user = settings.get("HUB_DB_USER");
    if (user == null || user.isBlank()) {
      problems.add("HUB_DB_URL needs HUB_DB_USER");
    }
    return new ExternalDatabase(
        withKeyRetrieval(url),
        user == null ? "" : user,
        settings.getOrDefault("HUB_DB_PASSWORD", ""));
  }

  /**
   * MySQL's default way to check a password needs the server's public key when there is no TLS. On
   * this machine nobody can stand in between, so it may be asked for; across a network that is the
   * user's decision.
   */
  private static String withKeyRetrieval(String url) {
    boolean local = LOCAL_DATABASE.matcher(url).lookingAt();
    if (!local || url.contains("allowPublicKeyRetrieval")) {
      return url;
    }
    int authorityEnd = url.indexOf('/', JDBC_MYSQL.length());
    String path = authorityEnd < 0 ? url.replaceFirst("(\\?|$)", "/$1") : url;
    return path + (path.contains("?") ? "&" : "?") + "allowPublicKeyRetrieval=true";
  }

  private SchemaNames schemas() {
    String prefix = text("HUB_SCHEMA_PREFIX", SchemaNames.DEFAULT_PREFIX);
    try {
      return new SchemaNames(prefix);
    } catch (IllegalArgumentException e) {
      problems.add("HUB_SCHEMA_PREFIX: " + e.getMessage());
      return new SchemaNames(SchemaNames.DEFAULT_PREFIX);
    }
  }

  private @Nullable String token() {
    String token = settings.get("HUB_OPERATOR_TOKEN");
    if (token == null) {
      return null;
    }
    if (token.length() < TOKEN_MIN_CHARS
        || token.length() > TOKEN_MAX_CHARS
        || !TOKEN.matcher(token).matches()) {
      problems.add(
          "HUB_OPERATOR_TOKEN must have "
              + TOKEN_MIN_CHARS
              + " to "
              + TOKEN_MAX_CHARS
              + " visible ASCII characters");
    }
    return token;
  }

  private Shops shops() {
    String key = settings.get("HUB_SECRET_KEY");
    if (key != null && VaultKey.parse(key).isEmpty()) {
      problems.add(
          "HUB_SECRET_KEY must be 32 bytes as Base64, such as openssl rand -base64 32 makes");
    }
    String url = settings.get("HUB_PUBLIC_URL");
    String publicUrl = url == null || url.isBlank() ? null : url.strip().replaceFirst("/$", "");
    if (publicUrl != null && !isOrigin(publicUrl)) {
      problems.add("HUB_PUBLIC_URL must be like https://hub.example");
    }
    return new Shops(key, publicUrl, flag("HUB_SHOP_ALLOW_HTTP"), flag("HUB_SHOP_ALLOW_PRIVATE"));
  }

  private Set<String> origins() {
    Set<String> origins = new LinkedHashSet<>();
    for (String part : settings.getOrDefault("HUB_ALLOWED_ORIGINS", "").split(",", -1)) {
      String origin = part.strip();
      if (origin.isEmpty()) {
        continue;
      }
      if (!isOrigin(origin)) {
        problems.add("HUB_ALLOWED_ORIGINS: " + origin + " is not like https://shop.example");
      }
      origins.add(origin);
    }
    return origins;
  }

  private static boolean isOrigin(String text) {
    try {
      URI uri = URI.create(text);
      return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getRawPath().isEmpty()
          && uri.getRawQuery() == null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Path path(String name, String otherwise) {
    try {
      return Path.of(text(name, otherwise));
    } catch (InvalidPathException e) {
      problems.add(name + " is not a path");
      return Path.of(otherwise);
    }
  }

  private int number(String name, int otherwise, int min, int max) {
    String text = settings.get(name);
    if (text == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text.strip());
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Falls through to the one message for every wrong number.
    }
    problems.add(name + " must be a whole number from " + min + " to " + max);
    return otherwise;
  }

  private boolean flag(String name) {
    String text = text(name, "false");
    if (!text.equals("true") && !text.equals("false")) {
      problems.add(name + " must be true or false");
    }
    return text.equals("true");
  }

  private String text(String name, String otherwise) {
    String value = settings.get(name);
    return value == null || value.isBlank() ? otherwise : value.strip();
  }
}
