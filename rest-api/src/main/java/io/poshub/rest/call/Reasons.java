package io.poshub.rest.call;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The words a caller may give as a reason. */
public final class Reasons {
  /** Why a movement of money or points is undone. */
  public static final Map<String, String> REVERSE =
      words("mistake", "order_cancelled", "order_rejected", "timeout", "other");

  /** Why a balance is corrected. */
  public static final Map<String, String> ADJUST =
      words("complimentary", "support", "correction", "suspicious", "refund", "other");

  /** Why a card is blocked or deactivated. */
  public static final Map<String, String> BLOCK =
      words("lost", "stolen", "suspicious", "chargeback", "other");

  private Reasons() {}

  /** Each word stands for itself, in the order they are told. */
  private static Map<String, String> words(String... words) {
    Map<String, String> map = new LinkedHashMap<>();
    for (String word : words) {
      map.put(word, word);
    }
    return Collections.unmodifiableMap(map);
  }
}
