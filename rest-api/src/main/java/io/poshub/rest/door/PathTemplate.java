package io.poshub.rest.door;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A path with variables, for example {@code /api/{tenant}/orders/{id}}. Any thread. */
record PathTemplate(String text, List<String> segments) {
  PathTemplate {
    segments = List.copyOf(segments);
  }

  static PathTemplate of(String text) {
    return new PathTemplate(text, split(text));
  }

  /**
   * The segments of a path; a slash at the end makes an empty last one, and so another path. What
   * begins with no slash is no path and has none.
   */
  static List<String> split(String path) {
    return path.startsWith("/") ? List.of(path.substring(1).split("/", -1)) : List.of();
  }

  /** The variables' values in decoded segments that fit this template. */
  Map<String, String> values(List<String> path) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < path.size(); i++) {
      String segment = segments.get(i);
      if (isVariable(segment)) {
        values.put(segment.substring(1, segment.length() - 1), path.get(i));
      }
    }
    return values;
  }

  static boolean isVariable(String segment) {
    return segment.startsWith("{");
  }
}
