package io.poshub.connectors.sweep;

import static java.util.Objects.requireNonNull;

import io.poshub.connectors.link.ShopLink;
import io.poshub.connectors.link.ShopLinks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The right to sweep one tenant's shop, renewed with every step; whoever loses it stops. One
 * virtual thread.
 */
final class Lease {
  /** A node that did not say anything for so long does not sweep any more. */
  static final Duration TIME = Duration.ofMinutes(2);

  private final ShopLinks links;
  private final String tenant;
  private final String id;
  private final InstantSource clock;

  /** From where somebody wants everything seen again; it moves along with the sweep. */
  private @Nullable Instant requestedFrom;

  Lease(ShopLinks links, ShopLink link, String id, InstantSource clock) {
    this.links = requireNonNull(links, "links is null");
    this.tenant = link.tenant();
    this.id = requireNonNull(id, "id is null");
    this.clock = clock;
    this.requestedFrom = link.progress().requestedFrom();
  }

  /** Says how far the sweep is. */
  void proceed(ShopLink.Step step) throws LeaseLostException {
    Instant until = clock.instant().plus(TIME);
    if (!links.proceed(tenant, id, until, step, requestedFrom)) {
      throw new LeaseLostException();
    }
    if (requestedFrom != null && step.upTo() != null) {
      requestedFrom = step.upTo();
    }
  }

  void renew() throws LeaseLostException {
    if (!links.renew(tenant, id, clock.instant().plus(TIME))) {
      throw new LeaseLostException();
    }
  }

  void succeeded(String webhooks) {
    links.succeeded(tenant, id, requestedFrom, webhooks, clock.instant());
  }

  /** Gives up the turn at a place; the next sweep goes on from there. */
  void paused(Instant place) {
    links.paused(tenant, id, requestedFrom == null ? place : requestedFrom);
  }

  /** False if somebody else has it meanwhile. */
  boolean failed(String problem) {
    return links.failed(tenant, id, problem, clock.instant());
  }
}
