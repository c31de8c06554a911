package io.poshub.bench.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What lives on another JVM's heap after a full collection, by class.
 *
 * @param bytesByClass all classes
 */
public record LiveHeap(Map<String, Long> bytesByClass) {
  private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+).*");

  /** What fills the gaps between living objects. */
  private static final String FILLER = "jdk.internal.vm.Filler";

  private static final int BYTES = 2;
  private static final int NAME = 3;

  public LiveHeap {
    bytesByClass = Map.copyOf(bytesByClass);
  }

  /** Asks the JVM, which collects first. */
  public static LiveHeap of(Path java, long pid) throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                java.resolveSibling("jcmd").toString(), Long.toString(pid), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    Map<String, Long> bytes = new LinkedHashMap<>();
    try (BufferedReader lines = jcmd.inputReader(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches() && !matcher.group(NAME).contains(FILLER)) {
          bytes.merge(matcher.group(NAME), Long.parseLong(matcher.group(BYTES)), Long::sum);
        }
      }
    }
    if (jcmd.waitFor() != 0 || bytes.isEmpty()) {
      throw new IOException("jcmd could not ask process " + pid);
    }
    return new LiveHeap(bytes);
  }

  public long totalBytes() {
    return bytesByClass.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How much more each class holds than before, for each of so many things, the largest first. */
  public Map<String, Double> growth(LiveHeap before, int things, int classesMax) {
    Map<String, Double> growth = new LinkedHashMap<>();
    bytesByClass.keySet().stream()
        .sorted((a, b) -> Long.compare(grown(before, b), grown(before, a)))
        .limit(classesMax)
        .forEach(name -> growth.put(name, grown(before, name) / (double) things));
    return growth;
  }

  private long grown(LiveHeap before, String name) {
    return bytesByClass.getOrDefault(name, 0L) - before.bytesByClass.getOrDefault(name, 0L);
  }
}
