package io.poshub.engine.tenant;

import static java.util.Objects.requireNonNull;

import java.time.ZoneId;
import java.util.Currency;
import java.util.Set;
import java.util.regex.Pattern;

/** A tenant about to be created. */
public record NewTenant(
    String slug, String name, Currency currency, ZoneId timeZone, String country) {
  public static final int SLUG_MAX_CHARS = 31;
  private static final int SLUG_MIN_CHARS = 2;
  private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  /** Names that mean something else in an address or on a database server. */
  private static final Set<String> RESERVED =
      Set.of(
          "main",
          "admin",
          "api",
          "hub",
          "mysql",
          "mariadb",
          "sys",
          "ws",
          "pos",
          "hooks",
          "health",
          "metrics",
          "console",
          "www",
          "information-schema",
          "performance-schema");

  public NewTenant {
    requireNonNull(name, "name is null");
    requireNonNull(currency, "currency is null");
    requireNonNull(timeZone, "timeZone is null");
    requireNonNull(country, "country is null");
    if (!isSlug(slug)) {
      throw new IllegalArgumentException("not a slug");
    }
  }

  /** Whether a text can name a tenant. */
  public static boolean isSlug(String text) {
    return text.length() >= SLUG_MIN_CHARS
        && text.length() <= SLUG_MAX_CHARS
        && SLUG.matcher(text).matches()
        && !RESERVED.contains(text);
  }
}
