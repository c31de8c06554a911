package io.poshub.engine.settings;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/** Whom to tell of an order that has waited for so many seconds. */
public record EscalationStep(int afterS, Action action) {
  static final int AFTER_MIN_S = 1;
  static final int AFTER_MAX_S = 86_400;

  public EscalationStep {
    Settings.requireBetween("after_s", afterS, AFTER_MIN_S, AFTER_MAX_S);
    requireNonNull(action, "action is null");
  }

  /** Who is told. */
  public enum Action {
    /** The terminals. */
    EVENT,
    /** The subscribed webhooks. */
    WEBHOOK;

    static final Map<String, Action> BY_WIRE = Map.of("event", EVENT, "webhook", WEBHOOK);
  }
}
