package io.poshub.bench.peer;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.json.JsonValue;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** A tenant of the hub and its keys. Its text hides them. */
public record TenantKeys(String slug, String terminal, String platform, String admin) {
  public TenantKeys {
    requireNonNull(slug, "slug is null");
    requireNonNull(terminal, "terminal is null");
    requireNonNull(platform, "platform is null");
    requireNonNull(admin, "admin is null");
  }

  /** Reads the answer to the creation of a tenant. */
  static TenantKeys of(String slug, JsonValue answer) throws IOException {
    Map<String, String> byRole = new HashMap<>();
    if (answer instanceof JsonValue.Obj(Map<String, JsonValue> members)
        && members.get("keys") instanceof JsonValue.Arr keys) {
      for (JsonValue key : keys.items()) {
        if (key instanceof JsonValue.Obj(Map<String, JsonValue> fields)
            && fields.get("role") instanceof JsonValue.Text(String role)
            && fields.get("key") instanceof JsonValue.Text(String secret)) {
          byRole.put(role, secret);
        }
      }
    }
    return new TenantKeys(
        slug, of(byRole, "terminal"), of(byRole, "platform"), of(byRole, "admin"));
  }

  private static String of(Map<String, String> byRole, String role) throws IOException {
    String key = byRole.get(role);
    if (key == null) {
      throw new IOException("a new tenant did not get a key for " + role);
    }
    return key;
  }

  /** Lines of a file from which {@link #ofLine} reads them again. */
  String line() {
    return String.join(" ", slug, terminal, platform, admin);
  }

  static TenantKeys ofLine(String line) {
    String[] words = line.split(" ", -1);
    return new TenantKeys(words[0], words[1], words[2], words[3]);
  }

  public String platformHeaders() {
    return "X-API-Key: " + platform + "\r\nX-Tenant-ID: " + slug + "\r\n";
  }

  public String terminalHeaders() {
    return "X-API-Key: " + terminal + "\r\nX-Tenant-ID: " + slug + "\r\n";
  }

  @Override
  public String toString() {
    return "TenantKeys[" + slug + "]";
  }
}
