package io.poshub.server;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Where settings come from: the environment, and a file whose lines read {@code HUB_NAME = value}.
 */
final class Settings {
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

  /** The file's settings, with the environment's on top. */
  static Map<String, String> withFile(Path file, Map<String, String> environment)
      throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IllegalArgumentException e) {
      throw new IOException("not a settings file", e);
    }
    Map<String, String> settings = new HashMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> settings.put(fileName(name), properties.getProperty(name)));
    settings.putAll(environment);
    return settings;
  }

  /**
   * In a file of the hub every line is a setting: a name without the prefix must not be passed
   * over.
   */
  private static String fileName(String name) {
    return name.startsWith("HUB_") ? name : "HUB_" + name;
  }
}
