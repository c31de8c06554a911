package io.poshub.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the figures were measured on. */
public final class MachineFacts {
  private static final long KB_PER_MB = 1024;

  private MachineFacts() {}

  public static Map<String, Object> read(String pinning) throws IOException {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    facts.put("cpu", value(Path.of("/proc/cpuinfo"), "model name"));
    facts.put("cpus", Runtime.getRuntime().availableProcessors());
    facts.put(
        "memory_mb",
        Long.parseLong(value(Path.of("/proc/meminfo"), "MemTotal").replaceAll("\\D", ""))
            / KB_PER_MB);
    facts.put("kernel", System.getProperty("os.version"));
    facts.put("java", System.getProperty("java.vm.version"));
    facts.put("load_before", Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
    facts.put("pinning", pinning);
    return facts;
  }

  private static String value(Path file, String name) throws IOException {
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith(name)) {
        return line.substring(line.indexOf(':') + 1).strip();
      }
    }
    return "0";
  }
}
