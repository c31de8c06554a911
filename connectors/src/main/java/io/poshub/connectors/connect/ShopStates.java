package io.poshub.connectors.connect;

import io.poshub.connectors.link.LinkFacts;
import io.poshub.connectors.link.ShopLink;
import io.poshub.connectors.vault.VaultException;
import io.poshub.engine.shop.ShopConnector;
import io.poshub.engine.shop.ShopState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Shows a connection to people. Pure; any thread. */
final class ShopStates {
  private static final int WHOLE_PERCENT = 100;

  private ShopStates() {}

  static ShopState of(LinkFacts link, ShopState.Backlog backlog, Instant now) {
    ShopLink.Progress progress = link.progress();
    return new ShopState(
        ShopConnector.WOOCOMMERCE,
        link.locked() ? "locked" : progress.failures() == 0 ? "active" : "failing",
        link.address().text(),
        link.keyEnds(),
        link.terms().syncIntervalMinutes(),
        link.terms().daysBack(),
        link.terms().retentionDays(),
        link.terms().statuses().own(),
        link.about().timeZone(),
        link.about().currency(),
        link.about().version(),
        link.about().webhooks(),
        progress.lastSyncAt(),
        progress.nextSyncAt(),
        link.locked() ? VaultException.ADVICE : progress.lastError(),
        progress.lastErrorAt(),
        backlog,
        sync(progress, now),
        progress.connectedAt());
  }

  private static ShopState.SyncProgress sync(ShopLink.Progress progress, Instant now) {
    Instant leaseUntil = progress.leaseUntil();
    boolean running = leaseUntil != null && leaseUntil.isAfter(now);
    Instant next = progress.nextSyncAt();
    // Whoever swept is gone; somebody goes on.
    boolean brokeOff = leaseUntil != null && !running;
    boolean due =
        brokeOff || progress.requestedFrom() != null || (next != null && !next.isAfter(now));
    return new ShopState.SyncProgress(
        running ? "running" : due ? "requested" : "idle",
        progress.startedAt(),
        progress.ordersSeen(),
        progress.ordersTotal(),
        percent(progress, running),
        progress.cursor());
  }

  private static @Nullable Integer percent(ShopLink.Progress progress, boolean running) {
    Integer total = progress.ordersTotal();
    if (total == null) {
      return null;
    }
    int most = running ? WHOLE_PERCENT - 1 : WHOLE_PERCENT;
    return total == 0
        ? most
        : (int) Math.min(most, (long) WHOLE_PERCENT * progress.ordersSeen() / total);
  }
}
