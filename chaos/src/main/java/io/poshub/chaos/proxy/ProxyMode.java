package io.poshub.chaos.proxy;

/** What a proxy does with what passes through it. */
public sealed interface ProxyMode {

  record Flow() implements ProxyMode {}

  /** Every piece waits so long. */
  record Delay(int millis) implements ProxyMode {}

  /** Nothing moves; what was sent is kept, and goes on when the mode changes. */
  record Stall() implements ProxyMode {}

  /** What is sent is lost, and neither side is told; such a link can never be used again. */
  record Swallow() implements ProxyMode {}

  /** New links are closed at once; those that are there go on. */
  record Refuse() implements ProxyMode {}
}
