package io.poshub.connectors.connect;

import io.poshub.connectors.hook.HookKeeper;
import io.poshub.connectors.link.ShopLink;
import io.poshub.connectors.woo.ShopException;
import io.poshub.connectors.woo.WooClient;
import io.poshub.connectors.woo.WooShop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the hub's webhooks away from a shop that is left, as well as it goes: what stays there is
 * answered 401 from now on, and the shop itself switches it off after a few. Virtual threads: it
 * blocks, but not for long.
 */
final class Farewell {
  /** Somebody waits for it, and the shop may be gone for ever. */
  static final Duration WAIT_MAX = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);

  private final HookKeeper hooks;
  private final WooClient client;
  private final Executor threads;

  Farewell(HookKeeper hooks, WooClient client, Executor threads) {
    this.hooks = hooks;
    this.client = client;
    this.threads = threads;
  }

  void say(ShopLink link) {
    AtomicBoolean givenUp = new AtomicBoolean();
    Optional<String> problem;
    try {
      problem =
          CompletableFuture.supplyAsync(() -> remove(link, givenUp), threads)
              .completeOnTimeout(
                  Optional.of("no answer within " + WAIT_MAX.toSeconds() + " s"),
                  WAIT_MAX.toMillis(),
                  TimeUnit.MILLISECONDS)
              .join();
    } catch (RejectedExecutionException e) {
      problem = Optional.of("the hub is stopping");
    }
    // The shop may be connected again by the time it answers: then its webhooks are wanted.
    givenUp.set(true);
    problem.ifPresent(why ->
        LOG.warn(
            "The hub's webhooks stay at the former shop of tenant {}: {}", link.tenant(), why));
  }

  private Optional<String> remove(ShopLink link, AtomicBoolean givenUp) {
    try {
      hooks.remove(link, new WooShop(client, link.store()), givenUp::get);
      return Optional.empty();
    } catch (ShopException e) {
      return Optional.of(e.problem());
    }
  }
}
