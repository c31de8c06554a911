package io.poshub.bench.report;

/** A document in which parts between marks are generated. Pure. */
final class MarkedText {
  private MarkedText() {}

  private static String begin(String name) {
    return "<!-- results: " + name + " -->\n";
  }

  private static String end(String name) {
    return "<!-- end of results: " + name + " -->\n";
  }

  /** The document with that part in place; under its own heading at the end if it has no marks. */
  static String with(String document, String name, String title, String generated) {
    String marked = begin(name) + "\n" + generated.strip() + "\n\n" + end(name);
    int from = document.indexOf(begin(name));
    int to = document.indexOf(end(name));
    if (from < 0 || to < from) {
      return document.stripTrailing() + "\n\n## " + title + "\n\n" + marked;
    }
    return document.substring(0, from) + marked + document.substring(to + end(name).length());
  }
}
