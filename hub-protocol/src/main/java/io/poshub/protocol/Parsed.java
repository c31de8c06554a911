package io.poshub.protocol;

/** What came of reading a stranger's text: the value, or what is wrong with it. */
public sealed interface Parsed<T> {

  /** The text was right. */
  record Ok<T>(T value) implements Parsed<T> {}

  /** The text was wrong; {@code message} reads well after the field's name ("must be …"). */
  record Bad<T>(String message) implements Parsed<T> {}
}
