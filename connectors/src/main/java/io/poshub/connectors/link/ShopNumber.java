package io.poshub.connectors.link;

import java.util.Optional;

/**
 * Which of a tenant's shops: shops number their orders from one, so an order's id is its own only
 * together with this. The first shop's orders go by the shop's plain ids, those of a later one by
 * its number and the id, as in {@code 2:5}.
 */
public record ShopNumber(int value) {
  public static final ShopNumber FIRST = new ShopNumber(1);
  private static final char MARK = ':';

  public ShopNumber {
    if (value < 1) {
      throw new IllegalArgumentException("numbers begin with 1");
    }
  }

  /** Under which id the hub has an order of this shop. */
  public String externalId(String shopsId) {
    return equals(FIRST) ? shopsId : prefix() + shopsId;
  }

  /** The shop's own id of an order the hub has; empty if it is another shop's. */
  public Optional<String> shopsId(String externalId) {
    if (equals(FIRST)) {
      return externalId.indexOf(MARK) < 0 ? Optional.of(externalId) : Optional.empty();
    }
    return externalId.startsWith(prefix())
        ? Optional.of(externalId.substring(prefix().length()))
        : Optional.empty();
  }

  private String prefix() {
    return Integer.toString(value) + MARK;
  }
}
