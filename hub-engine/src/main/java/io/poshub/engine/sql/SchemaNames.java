package io.poshub.engine.sql;

import java.util.regex.Pattern;

/**
 * Which schema belongs to whom: {@code <prefix>main} and {@code <prefix><tenant>}, dashes as
 * underscores. A tenant's slug has no underscore, so no two tenants share a schema. Any thread.
 */
public record SchemaNames(String prefix) {
  public static final String DEFAULT_PREFIX = "dinedesk_";

  /** Leaves room for the longest slug within the server's limit of 64 characters. */
  private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9_]{0,31}");

  public SchemaNames {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "a schema prefix has 1 to 32 of a-z, 0-9 and _, and begins with a letter");
    }
  }

  public String main() {
    return prefix + "main";
  }

  public String tenant(String slug) {
    return prefix + slug.replace('-', '_');
  }
}
