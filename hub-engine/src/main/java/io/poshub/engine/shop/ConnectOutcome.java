package io.poshub.engine.shop;

/** What came of connecting a tenant with its shop. */
public sealed interface ConnectOutcome {

  /** It is connected. */
  record Connected(ShopState state) implements ConnectOutcome {}

  /** The address is none the hub would call; the message says what is wrong with it. */
  record WrongAddress(String message) implements ConnectOutcome {}

  /** The address leads where nothing of the hub's is sent. */
  record TargetRefused() implements ConnectOutcome {}

  /** The shop was reached and does not let the hub in, or the key may not do enough. */
  record AccessRefused(String message) implements ConnectOutcome {}

  /** Nothing that answers like a shop was found there. */
  record Unreachable(String message) implements ConnectOutcome {}

  /** The shop sells in another currency than the tenant's. */
  record OtherCurrency(String currency) implements ConnectOutcome {}
}
