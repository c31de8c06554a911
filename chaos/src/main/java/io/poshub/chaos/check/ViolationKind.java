package io.poshub.chaos.check;

/** Every promise that can be broken. */
public enum ViolationKind {
  EPOCH_CHANGED("the epoch changed although nothing was rebuilt"),
  STREAM_GAP("the stream skips or repeats a seq"),
  DUPLICATE_ID("two events of the stream have one id"),
  STREAM_REWRITTEN("an event that was read before reads differently now"),

  LOST_EVENT("a committed event never reached a terminal"),
  PHANTOM_EVENT("a terminal received an event that is not in the stream"),
  ALTERED_EVENT("a terminal received an event with another id or other bytes than the stream has"),
  OUT_OF_ORDER("events of one connection came out of order or twice"),
  GAP_IN_CONNECTION("one connection left an event out"),
  WRONG_START("a connection began elsewhere than it should"),
  CAUGHT_UP_TOO_EARLY("caught_up came before all that was missed"),
  UNEXPECTED_RESET("the hub could not continue a position it had given"),
  UNEXPECTED_CLOSE("the hub closed a well-behaved terminal"),
  UNEXPECTED_REFUSAL("the hub refused a well-behaved terminal"),
  UNEXPECTED_FRAME("the hub sent a frame it must not send"),
  NOT_REPLACED("a socket stayed open beside a newer one of the same terminal"),

  LOST_ORDER("an answered order has no new_order event"),
  DOUBLE_ORDER("one order was made twice"),
  PHANTOM_ORDER("an order that nobody placed"),
  LOST_CHANGE("an answered change of an order has no event"),
  VERSION_GAP("an order's events skip or repeat a version"),
  ANSWER_CHANGED("the same call, repeated, was answered with another id"),
  WRONG_ANSWER("a call was answered in a way it did not deserve"),
  NEVER_ANSWERED("a call was never answered"),

  LOST_MOVEMENT("an answered movement is not in the ledger"),
  DOUBLE_MOVEMENT("one call moved money or points twice"),
  PHANTOM_MOVEMENT("a ledger row that nobody asked for, or whose call was refused"),
  BALANCE_MISMATCH("a ledger's rows do not sum to the balance"),
  LEDGER_BROKEN("a ledger's rows do not follow from each other, or it went below zero"),
  LEDGER_WITHOUT_EVENT("a ledger row has no event, or several"),
  EVENT_WITHOUT_LEDGER("an event tells of a movement that no ledger has"),

  STOP_FAILED("the hub did not end well after SIGTERM"),
  DROPPED_IN_FLIGHT("a call in flight was not answered by a hub that was asked to stop"),
  START_FAILED("the hub did not start again");

  private final String meaning;

  ViolationKind(String meaning) {
    this.meaning = meaning;
  }

  public String meaning() {
    return meaning;
  }
}
