package io.poshub.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where settings come from: the environment, and a file whose lines read {@code HUB_NAME = value}.
 * What follows the equals sign counts as it is written; lines that begin with {@code #} do not.
 */
final class Settings {
  private static final String COMMENT = "#";

  private Settings() {}

  /** The only look at the environment. */
  static Map<String, String> environment() {
    Map<String, String> settings = new HashMap<>();
    System.getenv()
        .forEach((name, value) -> {
          if (name.startsWith("HUB_")) {
            settings.put(name, value);
          }
        });
    return settings;
  }

  /**
   * The file's settings, with the environment's on top.
   *
   * @throws StartException with one line for each mistake; values may be secret and are not shown
   */
  static Map<String, String> withFile(Path file, Map<String, String> environment)
      throws IOException, StartException {
    Map<String, String> settings = new HashMap<>();
    List<String> problems = new ArrayList<>();
    int number = 0;
    for (String written : Files.readAllLines(file)) {
      number++;
      String line = written.strip();
      if (!line.isEmpty() && !line.startsWith(COMMENT)) {
        read(line, file.getFileName() + ", line " + number + ": ", settings, problems);
      }
    }
    if (!problems.isEmpty()) {
      throw new StartException(String.join("\n", problems));
    }
    settings.putAll(environment);
    return settings;
  }

  private static void read(
      String line, String place, Map<String, String> settings, List<String> problems) {
    int equals = line.indexOf('=');
    if (equals < 1) {
      problems.add(place + "a setting is written HUB_NAME = value");
      return;
    }
    String name = fileName(line.substring(0, equals).strip());
    if (settings.put(name, line.substring(equals + 1).strip()) != null) {
      problems.add(place + name + " is set a second time");
    }
  }

  /**
   * In a file of the hub every line is a setting: a name without the prefix must not be passed
   * over.
   */
  private static String fileName(String name) {
    return name.startsWith("HUB_") ? name : "HUB_" + name;
  }
}
