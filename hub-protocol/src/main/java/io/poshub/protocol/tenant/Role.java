package io.poshub.protocol.tenant;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a key may do: a till's calls, the ordering site's, or both and the tenant's administration.
 */
public enum Role {
  TERMINAL,
  PLATFORM,
  ADMIN;

  public static final Map<String, Role> BY_WIRE = byWire();

  private final String wire = name().toLowerCase(Locale.ROOT);

  public String wire() {
    return wire;
  }

  private static Map<String, Role> byWire() {
    Map<String, Role> roles = new LinkedHashMap<>();
    for (Role role : values()) {
      roles.put(role.name().toLowerCase(Locale.ROOT), role);
    }
    return Map.copyOf(roles);
  }
}
