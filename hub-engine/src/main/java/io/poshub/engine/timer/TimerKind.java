package io.poshub.engine.timer;

import java.util.regex.Pattern;

/**
 * What a timer is for, as its rows name it. Each room declares its own; a node leaves alone what it
 * has no handler for, so that a newer node's kinds are safe from an older one.
 */
public record TimerKind(String wire) {
  private static final Pattern FORM = Pattern.compile("[a-z][a-z_]{0,31}");

  public TimerKind {
    if (!FORM.matcher(wire).matches()) {
      throw new IllegalArgumentException("a kind of timer is one word of a-z and _");
    }
  }
}
