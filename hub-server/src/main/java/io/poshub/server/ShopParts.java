package io.poshub.server;

import io.poshub.connectors.connect.WooConnector;
import io.poshub.connectors.link.ShopLinks;
import io.poshub.connectors.link.ShopListener;
import io.poshub.connectors.vault.SecretVault;
import io.poshub.connectors.woo.WooClient;
import io.poshub.engine.outbound.Caller;
import io.poshub.engine.outbound.OutboundGuard;
import io.poshub.engine.outbound.SocketCaller;
import io.poshub.engine.outbound.SystemLookup;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLSocketFactory;

/** The connectors to online shops, built on the engine's rooms. Built once by {@link Hub}. */
final class ShopParts {
  private final HubConfig.Shops config;
  private final SecretVault vault;
  private final Executor threads;
  private final OutboundGuard guard;
  private final Caller caller;
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
    this.guard = new OutboundGuard(new SystemLookup(threads.lookups()), config.allowPrivate());
    this.caller =
        new SocketCaller((SSLSocketFactory) SSLSocketFactory.getDefault(), WooClient.ANSWER_WAIT);
    this.listener = listener;
  }

  WooConnector wooCommerce(WooConnector.Rooms rooms, InstantSource clock, SecureRandom random) {
    return new WooConnector(
        new WooConnector.Settings(config.allowHttp(), config.publicUrl()),
        rooms,
        new ShopLinks(rooms.transactions(), vault),
        new WooClient(guard, caller, clock),
        threads,
        clock,
        random,
        listener);
  }
}
