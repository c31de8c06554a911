package io.poshub.client.cli;

/** A share of a whole, drawn. Pure; any thread. */
final class ProgressBar {
  private static final int WIDTH_CHARS = 30;
  private static final int WHOLE_PERCENT = 100;

  private ProgressBar() {}

  static String of(long part, long whole) {
    long percent = whole <= 0 ? 0 : Math.min(WHOLE_PERCENT, part * WHOLE_PERCENT / whole);
    int filled = (int) (percent * WIDTH_CHARS / WHOLE_PERCENT);
    return "[%s%s] %3d %%".formatted("#".repeat(filled), ".".repeat(WIDTH_CHARS - filled), percent);
  }
}
