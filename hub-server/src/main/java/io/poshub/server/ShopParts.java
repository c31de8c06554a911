package io.poshub.server;

import io.poshub.connectors.sync.ShopLinks;
import io.poshub.connectors.sync.ShopListener;
import io.poshub.connectors.sync.WooConnector;
import io.poshub.connectors.vault.SecretVault;
import io.poshub.connectors.woo.PublicHosts;
import io.poshub.connectors.woo.WooClient;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/** The connectors to online shops, built on the engine's rooms. Built once by {@link Hub}. */
final class ShopParts {
  private final HubConfig.Shops config;
  private final SecretVault vault;
  private final Executor threads;
  private final ShopListener listener;

  /**
   * What the connectors need of the process.
   *
   * @param key opens the stored keys of shops
   */
  ShopParts(HubConfig.Shops config, byte[] key, Executor threads, ShopListener listener) {
    this.config = config;
    this.vault = new SecretVault(key);
    this.threads = threads;
    this.listener = listener;
  }

  WooConnector wooCommerce(WooConnector.Rooms rooms, InstantSource clock, SecureRandom random) {
    return new WooConnector(
        new WooConnector.Settings(config.allowHttp(), config.publicUrl()),
        rooms,
        new ShopLinks(rooms.transactions(), vault),
        new WooClient(threads, new PublicHosts(config.allowPrivate()), clock),
        threads,
        clock,
        random,
        listener);
  }
}
