package io.poshub.bench.stream;

import io.poshub.engine.tenant.AuthResult;
import io.poshub.engine.tenant.Caller;
import io.poshub.engine.tenant.CardKey;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.tenant.Role;
import io.poshub.server.auth.SocketAuthority;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A key map, as the peers have it: key-0 opens the tenant t0, and so on. Any thread. */
final class MemoryKeys implements SocketAuthority {
  private final Map<String, AuthResult> byKey = new HashMap<>();
  private final List<String> tenants;

  MemoryKeys(int count) {
    tenants = IntStream.range(0, count).mapToObj(i -> "t" + i).toList();
    for (int i = 0; i < count; i++) {
      String slug = tenants.get(i);
      byKey.put(
          "key-" + i,
          new AuthResult.Known(new Caller("key-" + i, slug, Role.ADMIN, null), tenant(slug)));
    }
  }

  private static Tenant tenant(String slug) {
    return new Tenant(
        slug,
        slug,
        Currency.getInstance("GBP"),
        ZoneId.of("Europe/London"),
        "GB",
        true,
        new CardKey(new byte[CardKey.SIZE_BYTES]),
        Instant.EPOCH,
        Instant.EPOCH);
  }

  List<String> tenants() {
    return tenants;
  }

  @Override
  public AuthResult authenticate(@Nullable String presentedKey) {
    return presentedKey == null
        ? new AuthResult.NoKey()
        : byKey.getOrDefault(presentedKey, new AuthResult.Refused());
  }

  @Override
  public AuthResult recall(@Nullable String presentedKey) {
    return authenticate(presentedKey);
  }

  @Override
  public AuthResult authenticateTicket(String ticket) {
    return new AuthResult.Refused();
  }
}
