package io.poshub.client.cli;

/** Text from outside on its way to a person's screen. */
final class Printable {

  private Printable() {}

  /** Control characters could move the cursor or recolour the screen; none gets through. */
  static String of(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().map(point -> isUnsafe(point) ? '?' : point).forEach(safe::appendCodePoint);
    return safe.toString();
  }

  private static boolean isUnsafe(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
