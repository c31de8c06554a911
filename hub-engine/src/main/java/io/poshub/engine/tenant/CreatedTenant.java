package io.poshub.engine.tenant;

import java.util.List;

/** A new tenant and its first keys, one a role; the only time the keys are at hand. */
public record CreatedTenant(Tenant tenant, List<IssuedKey> keys) {
  public CreatedTenant {
    keys = List.copyOf(keys);
  }
}
