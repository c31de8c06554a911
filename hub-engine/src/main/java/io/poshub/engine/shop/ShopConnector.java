package io.poshub.engine.shop;

import io.poshub.engine.sql.Page;
import io.poshub.engine.tenant.Tenant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The connector between tenants and their online shops. Virtual threads: everything may block. */
public interface ShopConnector {
  /** The only kind of shop there is so far, as paths name it. */
  String WOOCOMMERCE = "woocommerce";

  /** Connects a tenant with its shop, or changes how; asks the shop whether it lets the hub in. */
  ConnectOutcome connect(Tenant tenant, ShopAccess access);

  /** How the connection is; empty if the tenant has none. */
  Optional<ShopState> state(Tenant tenant);

  /**
   * Ends the connection and takes the hub's webhooks away from the shop, if it can be reached.
   *
   * @return whether there was one
   */
  boolean disconnect(Tenant tenant);

  /** Takes in what the shop's webhook brought. */
  HookAnswer receive(String tenant, HookCall call);

  /**
   * Looks at the shop's orders at once.
   *
   * @param daysBack how far to look back; null to go on where the last look ended
   * @return false if the tenant has no shop
   */
  boolean requestSync(Tenant tenant, @Nullable Integer daysBack);

  /** Looks at all shops at once; returns how many there are. */
  int requestAllSyncs();

  /**
   * The shop's orders that cannot be the hub's, by their ids.
   *
   * @param after the {@code next} of the page before
   */
  Page<UnmappableOrder> unmappable(Tenant tenant, @Nullable String after, int limit);

  /** The work that waits for the shop. */
  ShopQueue queue();
}
