package io.poshub.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/** What processes have cost so far, as the kernel counts it. Any thread. */
public final class ProcessMeter {
  /** What the kernel counts CPU time in, for programs outside it, on every Linux. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int UTIME = 11;
  private static final int STIME = 12;

  private ProcessMeter() {}

  /** User and system time of all threads; of a process that is gone, nothing. */
  public static double cpuSeconds(Collection<Long> pids) throws IOException {
    double sum = 0;
    for (long pid : pids) {
      Path stat = Path.of("/proc", Long.toString(pid), "stat");
      if (Files.exists(stat)) {
        sum += cpuSeconds(Files.readString(stat));
      }
    }
    return sum;
  }

  /** The name in brackets may hold spaces and brackets; what follows its last one is numbers. */
  static double cpuSeconds(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME])) / TICKS_PER_SECOND;
  }

  /** Memory held in RAM by this process alone or its share of what it shares, in KB. */
  public static long memoryKb(long pid) throws IOException {
    Path rollup = Path.of("/proc", Long.toString(pid), "smaps_rollup");
    for (String line : Files.readAllLines(rollup)) {
      if (line.startsWith("Pss:")) {
        return Long.parseLong(line.replaceAll("\\D+", ""));
      }
    }
    throw new IOException("no memory figure for process " + pid);
  }
}
