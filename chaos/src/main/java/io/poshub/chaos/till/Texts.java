package io.poshub.chaos.till;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Keeps each frame's text once, however many terminals receive it. Any thread. */
public final class Texts {
  private final ConcurrentMap<String, String> known = new ConcurrentHashMap<>();

  public String once(String text) {
    String first = known.putIfAbsent(text, text);
    return first == null ? text : first;
  }
}
