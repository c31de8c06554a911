package io.poshub.rest.report;

import java.util.List;

/**
 * Writes CSV as RFC 4180 has it: comma, CRLF, quotes doubled. One thread.
 *
 * <p>Words that people typed are quoted always, and an apostrophe is put before what a spreadsheet
 * would take for a formula. What the hub itself writes (amounts, dates, counts) stays bare, so that
 * it still is a number there.
 */
final class CsvText {
  private static final String LINE_END = "\r\n";

  /** The full-width forms are read like the plain ones by some spreadsheets. */
  private static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  private static final int NOTHING = -1;

  private final StringBuilder text = new StringBuilder();
  private boolean atLineStart = true;

  CsvText header(List<String> names) {
    names.forEach(this::bare);
    return endLine();
  }

  /** A number, a date or a name of our own. */
  CsvText bare(String value) {
    separate();
    text.append(value);
    return this;
  }

  /** Words somebody else wrote. */
  CsvText words(String value) {
    separate();
    text.append('"');
    if (startsLikeFormula(value)) {
      text.append('\'');
    }
    text.append(value.replace("\"", "\"\"")).append('"');
    return this;
  }

  CsvText endLine() {
    text.append(LINE_END);
    atLineStart = true;
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private static boolean startsLikeFormula(String value) {
    return !value.isEmpty()
        && (FORMULA_STARTS.indexOf(value.charAt(0)) >= 0
            || FORMULA_STARTS.indexOf(firstVisible(value)) >= 0);
  }

  /** Spreadsheets may strip what is not seen before they look at a cell. */
  private static int firstVisible(String value) {
    return value
        .codePoints()
        .filter(point ->
            !Character.isWhitespace(point)
                && !Character.isSpaceChar(point)
                && Character.getType(point) != Character.FORMAT)
        .findFirst()
        .orElse(NOTHING);
  }

  private void separate() {
    if (!atLineStart) {
      text.append(',');
    }
    atLineStart = false;
  }
}
