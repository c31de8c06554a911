package io.poshub.bench.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The ratios the hub has reached, kept in a file of lines {@code name ratio}; what begins with
 * {@code #} is for people.
 */
record GuardFloors(Map<String, Double> floors) {
  GuardFloors {
    floors = Map.copyOf(floors);
  }

  static GuardFloors read(Path file) throws IOException {
    Map<String, Double> floors = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        int space = line.lastIndexOf(' ');
        floors.put(line.substring(0, space).strip(), Double.valueOf(line.substring(space + 1)));
      }
    }
    return new GuardFloors(floors);
  }

  void write(Path file) throws IOException {
    StringBuilder text =
        new StringBuilder(
            "# What the hub reached beside its peers, by `./hub bench guard --save`.\n");
    new TreeMap<>(floors)
        .forEach((name, ratio) ->
            text.append(name).append(String.format(Locale.ROOT, " %.2f%n", ratio)));
    Files.writeString(file, text);
  }

  /**
   * Which ratios are below their floors by more than the noise, with what they should be.
   *
   * @param noise the share of a floor that does not count
   */
  Map<String, Double> missed(Map<String, Double> ratios, double noise) {
    Map<String, Double> missed = new TreeMap<>();
    floors.forEach((name, floor) -> {
      Double ratio = ratios.get(name);
      if (ratio == null || ratio < floor * (1 - noise)) {
        missed.put(name, floor);
      }
    });
    return missed;
  }
}
