package io.poshub.server.auth;

import io.poshub.engine.tenant.Tenant;
import io.poshub.engine.tenant.Tenants;
import io.poshub.rest.KeyEvents;

/** Carries a revocation to all who must hear of it: caches first, then open sockets. Any thread. */
public final class Revocations implements KeyEvents, RevocationWatch.Listener {
  private final Authenticator authenticator;
  private final Tenants tenants;
  private final Sockets sockets;

  /** The sockets that a revocation ends. */
  public interface Sockets {
    void closeByKey(String keyId);

    void closeByTenant(String tenant);
  }

  public Revocations(Authenticator authenticator, Tenants tenants, Sockets sockets) {
    this.authenticator = authenticator;
    this.tenants = tenants;
    this.sockets = sockets;
  }

  @Override
  public void onKeyRevoked(String keyId) {
    authenticator.forgetKey(keyId);
    sockets.closeByKey(keyId);
  }

  /**
   * Changed on this node: what is cached is asked for again, and tells whether it was switched off.
   */
  @Override
  public void onTenantChanged(String slug) {
    tenants.forget(slug);
    tenants.find(slug).ifPresent(this::endIfInactive);
  }

  @Override
  public void onTenantChanged(Tenant tenant) {
    tenants.forget(tenant.slug());
    endIfInactive(tenant);
  }

  private void endIfInactive(Tenant tenant) {
    if (!tenant.active()) {
      sockets.closeByTenant(tenant.slug());
    }
  }
}
