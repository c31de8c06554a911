package io.poshub.client.money;

import io.poshub.client.http.Refusal;
import io.poshub.protocol.json.JsonValue;

/** What is known of a call. */
public sealed interface CallOutcome {

  /** It had its effect, once; {@code body} is the hub's answer. */
  record Done(int status, JsonValue body) implements CallOutcome {}

  /** The hub said no, and nothing happened. */
  record Refused(Refusal refusal) implements CallOutcome {}

  /** It never reached the hub: nothing happened, and nothing will. */
  record NotSent(String why) implements CallOutcome {}

  /**
   * It may or may not have happened. It stays on disk: {@link MoneyCalls#finish} asks again, {@link
   * MoneyCalls#undo} takes it back.
   */
  record Open(OpenCall call, String why) implements CallOutcome {}
}
