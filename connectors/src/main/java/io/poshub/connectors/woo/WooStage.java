package io.poshub.connectors.woo;

import java.util.Map;

/** What a shop's status means for the tills. */
public enum WooStage {
  /** Not paid, not accepted: none of the tills' business yet. */
  UNDECIDED,
  /** To be prepared. */
  OPEN,
  /** Handed over. */
  DONE,
  /** Not to be prepared, or no longer. */
  CANCELLED,
  /** A payment that failed: ends an order the tills know, and is none otherwise. */
  FAILED;

  private static final Map<String, WooStage> CORE =
      Map.of(
          "auto-draft", UNDECIDED,
          "checkout-draft", UNDECIDED,
          "pending", UNDECIDED,
          "on-hold", UNDECIDED,
          "processing", OPEN,
          "completed", DONE,
          "cancelled", CANCELLED,
          "refunded", CANCELLED,
          "trash", CANCELLED,
          "failed", FAILED);

  /** A status some plugin has added stands for work to be done once the order is paid. */
  public static WooStage of(String status, boolean paid) {
    WooStage core = CORE.get(status);
    if (core != null) {
      return core;
    }
    return paid ? OPEN : UNDECIDED;
  }
}
