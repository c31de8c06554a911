package io.poshub.server;

import io.poshub.connectors.connect.WooConnector;
import io.poshub.connectors.link.ShopLinks;
import io.poshub.connectors.link.ShopListener;
import io.poshub.connectors.vault.SecretVault;
import io.poshub.connectors.woo.StoreGuard;
import io.poshub.connectors.woo.WooClient;
import io.poshub.engine.outbound.OutboundGuard;
import io.poshub.engine.outbound.OutboundTarget;
import io.poshub.engine.outbound.SystemLookup;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/** The connectors to online shops, built on the engine's rooms. Built once by {@link Hub}. */
final class ShopParts {
  private static final int HTTPS_PORT = 443;

  private final HubConfig.Shops config;
  private final SecretVault vault;
  private final Executor threads;
  private final StoreGuard guard;
  private final ShopListener listener;

  /**
   * What the connectors need of the process.
   *
   * @param key opens the stored keys of shops
   */
  ShopParts(HubConfig.Shops config, byte[] key, HubThreads threads, ShopListener listener) {
    this.config = config;
    this.vault = new SecretVault(key);
    this.threads = threads.calls();
    this.guard =
        guard(new OutboundGuard(new SystemLookup(threads.lookups()), config.allowPrivate()));
    this.listener = listener;
  }

  private static StoreGuard guard(OutboundGuard guard) {
    return host ->
        switch (guard.check(new OutboundTarget(true, host, HTTPS_PORT, "/"))) {
          case OutboundGuard.Verdict.Allowed _ -> true;
          case OutboundGuard.Verdict.Refused _ -> false;
          case OutboundGuard.Verdict.UnknownHost _ -> throw new UnknownHostException(host);
        };
  }

  WooConnector wooCommerce(WooConnector.Rooms rooms, InstantSource clock, SecureRandom random) {
    return new WooConnector(
        new WooConnector.Settings(config.allowHttp(), config.publicUrl()),
        rooms,
        new ShopLinks(rooms.transactions(), vault),
        new WooClient(threads, guard, clock),
        threads,
        clock,
        random,
        listener);
  }
}
