package io.poshub.rest.door;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.shop.ShopConnector;
import io.poshub.rest.CallListener;
import io.poshub.rest.Doorkeeper;
import io.poshub.rest.EventWaiter;
import io.poshub.rest.KeyEvents;
import io.poshub.rest.LiveStatus;
import io.poshub.rest.call.UnchangedReads;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * What the door needs of the process it stands in.
 *
 * @param ready whether {@code /health/ready} says yes
 * @param nanoClock as {@link System#nanoTime()}, for budgets and durations
 * @param workers starts a virtual thread per task
 * @param version of the hub, as it shows itself
 */
public record Surroundings(
    Doorkeeper doorkeeper,
    EventWaiter eventWaiter,
    LiveStatus liveStatus,
    KeyEvents keyEvents,
    ShopConnector shop,
    CallListener callListener,
    UnchangedReads unchangedReads,
    BooleanSupplier ready,
    InstantSource clock,
    LongSupplier nanoClock,
    Executor workers,
    SecureRandom random,
    String version) {
  public Surroundings {
    requireNonNull(doorkeeper, "doorkeeper is null");
    requireNonNull(version, "version is null");
  }
}
