package io.poshub.chaos.shop;

import io.poshub.client.http.Refusal;
import io.poshub.protocol.json.JsonValue;

/** How a call ended after all its attempts. */
sealed interface CallEnd {

  record Answered(JsonValue body) implements CallEnd {}

  /** A refusal that stays one; {@code again} if an attempt before it got no answer. */
  record Refused(Refusal refusal, boolean again) implements CallEnd {}

  record NeverAnswered(int attempts, String last) implements CallEnd {}
}
