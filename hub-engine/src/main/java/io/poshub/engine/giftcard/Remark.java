package io.poshub.engine.giftcard;

import org.jspecify.annotations.Nullable;

/** What a caller may note beside any movement. */
public record Remark(@Nullable String orderId, @Nullable String terminal, @Nullable String note) {
  public static final Remark NONE = new Remark(null, null, null);

  Remark forOrder(@Nullable String id) {
    return new Remark(id, terminal, note);
  }
}
