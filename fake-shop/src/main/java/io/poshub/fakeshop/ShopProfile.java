package io.poshub.fakeshop;

/** Which of the shop's generations is played. */
public enum ShopProfile {
  /** Orders in tables of their own. */
  CURRENT("11.0.1", true, true),
  /** The same programs, orders among the posts. */
  POSTS("11.0.1", false, true),
  /** Three years older; orders of one second come in no fixed order. */
  OLD("8.1.1", false, false);

  private final String version;
  private final boolean ownTables;
  private final boolean tiesAreStable;

  ShopProfile(String version, boolean ownTables, boolean tiesAreStable) {
    this.version = version;
    this.ownTables = ownTables;
    this.tiesAreStable = tiesAreStable;
  }

  String version() {
    return version;
  }

  /** Whether saving without a change moves the time of the last change. */
  boolean savingTouches() {
    return ownTables;
  }

  boolean hasOwnTables() {
    return ownTables;
  }

  boolean tiesAreStable() {
    return tiesAreStable;
  }
}
