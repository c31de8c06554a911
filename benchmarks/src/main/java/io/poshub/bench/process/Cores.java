package io.poshub.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which processor serves and which makes the load, so that neither takes the other's time. Nothing
 * is pinned where there is only one, or no {@code taskset}. Any thread.
 */
public record Cores(@Nullable Integer server, @Nullable Integer load) {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String ALLOWED = "Cpus_allowed_list:";
  private static final List<Path> TASKSET =
      List.of(Path.of("/usr/bin/taskset"), Path.of("/bin/taskset"));

  public static final Cores UNPINNED = new Cores(null, null);

  public static Cores detect() throws IOException {
    if (!Files.exists(STATUS) || TASKSET.stream().noneMatch(Files::isExecutable)) {
      return UNPINNED;
    }
    for (String line : Files.readAllLines(STATUS)) {
      if (line.startsWith(ALLOWED)) {
        List<Integer> allowed = parse(line.substring(ALLOWED.length()).strip());
        return allowed.size() < 2 ? UNPINNED : new Cores(allowed.get(0), allowed.get(1));
      }
    }
    return UNPINNED;
  }

  /** Reads the kernel's way to write a set, as in {@code 0-3,8}. */
  static List<Integer> parse(String list) {
    List<Integer> numbers = new ArrayList<>();
    for (String range : list.split(",", -1)) {
      String[] ends = range.split("-", 2);
      int last = Integer.parseInt(ends[ends.length - 1]);
      for (int number = Integer.parseInt(ends[0]); number <= last; number++) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  List<String> onServer(List<String> command) {
    return server == null
        ? command
        : Stream.concat(Stream.of("taskset", "-c", server.toString()), command.stream()).toList();
  }

  /** From here on this process, with all its threads, runs where load is made. */
  public void moveSelf() throws IOException, InterruptedException {
    if (load == null) {
      return;
    }
    String pid = Long.toString(ProcessHandle.current().pid());
    Process move =
        new ProcessBuilder("taskset", "-a", "-p", "-c", load.toString(), pid)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (move.waitFor() != 0) {
      throw new IOException("taskset refused to move process " + pid);
    }
  }

  @Override
  public String toString() {
    return server == null ? "not pinned" : "server on CPU " + server + ", load on CPU " + load;
  }
}
