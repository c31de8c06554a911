package io.poshub.connectors.woo;

import io.poshub.protocol.json.JsonValue;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of a call to a shop. */
public sealed interface WooAnswer {

  /**
   * It worked.
   *
   * @param total of the whole list, where the shop tells it
   */
  record Ok(JsonValue body, @Nullable Integer total) implements WooAnswer {}

  /** There is no such order or webhook. */
  record Gone() implements WooAnswer {}

  /** The shop understood and will not; the same call will not work later either. */
  record Rejected(int status, String code) implements WooAnswer {}

  /** The key is unknown or may not do this. */
  record NoAccess(int status, String code) implements WooAnswer {}

  /** Not now: the shop is busy, down, unreachable, or its plugin is switched off. */
  record Unavailable(String reason, @Nullable Duration retryAfter) implements WooAnswer {}

  /** The hub itself will not connect to where the shop's name leads. */
  record TargetRefused() implements WooAnswer {}
}
