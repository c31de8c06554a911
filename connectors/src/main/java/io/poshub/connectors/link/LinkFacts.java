package io.poshub.connectors.link;

import static java.util.Objects.requireNonNull;

import io.poshub.connectors.woo.StoreAddress;

/**
 * What is stored of a connection, without its secrets.
 *
 * @param keyEnds enough of the key for people to recognise it
 * @param locked whether the secrets do not open with the hub's key
 */
public record LinkFacts(
    String tenant,
    ShopNumber shop,
    StoreAddress address,
    String keyEnds,
    boolean locked,
    ShopLink.Terms terms,
    ShopLink.About about,
    ShopLink.Progress progress) {
  public LinkFacts {
    requireNonNull(tenant, "tenant is null");
    requireNonNull(shop, "shop is null");
    requireNonNull(address, "address is null");
    requireNonNull(keyEnds, "keyEnds is null");
  }
}
