package io.poshub.client.cli;

import static java.util.Objects.requireNonNull;

import java.io.Console;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the commands take from the process around them; read here and nowhere else.
 *
 * @param isTerminal whether somebody looks at what is printed: then it may be drawn over
 */
public record Environment(
    Map<String, String> variables, Path workingFolder, Path home, boolean isTerminal) {
  private static final String DEFAULT_PORT = "9010";

  public Environment {
    variables = Map.copyOf(variables);
    requireNonNull(workingFolder, "workingFolder is null");
    requireNonNull(home, "home is null");
  }

  public static Environment ofProcess() {
    return new Environment(
        System.getenv(),
        Path.of(""),
        Path.of(System.getProperty("user.home", ".")),
        Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false));
  }

  Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }

  /** The address of a hub started from here. */
  URI hubUrl() {
    return URI.create(
        "http://127.0.0.1:"
            + variable("HUB_PORT").filter(port -> port.matches("\\d{1,5}")).orElse(DEFAULT_PORT));
  }

  /** Where a hub started from here would keep its data. */
  Path dataFolder() {
    return workingFolder.resolve(variable("HUB_DATA_DIR").orElse("data"));
  }

  /** It may hold keys. */
  @Override
  public String toString() {
    return "Environment[" + workingFolder + "]";
  }
}
