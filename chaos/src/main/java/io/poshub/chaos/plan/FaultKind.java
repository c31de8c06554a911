package io.poshub.chaos.plan;

import java.util.Locale;

/** What can go wrong with the processes and the network between them. */
public enum FaultKind {
  HUB_KILL,
  DATABASE_KILL,
  BOTH_KILL,
  /** Killed, started, and killed again before it was ready. */
  KILL_WHILE_STARTING,
  /** SIGTERM: the hub drains and must end well. */
  HUB_RESTART,
  /** Every link breaks at once, and new ones are refused for a while. */
  CUT,
  /** Nothing moves for a while; nothing is lost. */
  STALL,
  /** Every piece comes late. */
  DELAY,
  /** Both ends see an open link, and whatever they send is lost. */
  HALF_OPEN;

  public boolean isNetwork() {
    return switch (this) {
      case CUT, STALL, DELAY, HALF_OPEN -> true;
      case HUB_KILL, DATABASE_KILL, BOTH_KILL, KILL_WHILE_STARTING, HUB_RESTART -> false;
    };
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
