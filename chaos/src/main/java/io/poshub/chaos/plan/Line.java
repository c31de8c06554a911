package io.poshub.chaos.plan;

import java.util.Locale;

/** A way to the hub; each goes through a proxy of its own. */
public enum Line {
  TILLS_A,
  TILLS_B,
  SHOP;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
