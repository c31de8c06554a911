package io.poshub.engine.order;

import static java.util.Objects.requireNonNull;

/** An order that is not over, by the hub's id and its shop's. */
public record OpenOrder(String id, String externalId) {
  public OpenOrder {
    requireNonNull(id, "id is null");
    requireNonNull(externalId, "externalId is null");
  }
}
