package io.poshub.testing;

import static java.util.Objects.requireNonNull;

/**
 * The schemas of one hub on the shared server: nobody else uses its prefix.
 *
 * @param prefix as {@code HUB_SCHEMA_PREFIX}
 */
public record HubSchemas(String prefix) {
  public HubSchemas {
    requireNonNull(prefix, "prefix is null");
  }

  /** The hub's own schema. */
  public String main() {
    return prefix + "main";
  }

  /** The schema of a tenant, whether it exists or not. */
  public String tenant(String slug) {
    return prefix + slug.replace('-', '_');
  }
}
