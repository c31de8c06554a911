package io.poshub.bench.measure;

import io.poshub.protocol.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps what was measured, and writes each sample at once as a line of JSON: first a line about the
 * machine, then one a round. One thread.
 */
public final class Recorder {
  private final Path file;
  private final List<Sample> samples = new ArrayList<>();

  private Recorder(Path file) {
    this.file = file;
  }

  /** A run's file replaces that of the run before it. */
  public static Recorder open(Path folder, String scenario, Map<String, Object> facts)
      throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(scenario + ".jsonl");
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("scenario", scenario);
    head.put("machine", facts);
    Files.writeString(file, Json.write(head) + "\n");
    return new Recorder(file);
  }

  public void add(Sample sample) throws IOException {
    samples.add(sample);
    Files.writeString(file, Json.write(sample) + "\n", StandardOpenOption.APPEND);
  }

  /** Writes something down that is no figure of a round. */
  public void note(String name, Object value) throws IOException {
    Files.writeString(
        file, Json.write(Map.of("note", name, "value", value)) + "\n", StandardOpenOption.APPEND);
  }

  public List<Sample> samples() {
    return List.copyOf(samples);
  }

  public Path file() {
    return file;
  }
}
