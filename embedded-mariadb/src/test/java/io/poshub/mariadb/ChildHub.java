package io.poshub.mariadb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process of its own that holds a data folder, with or without a database, until it is killed.
 */
final class ChildHub implements AutoCloseable {
  private static final int END_MAX_SECONDS = 30;
  private static final String READY = "ready";

  private final Process process;
  private final BufferedReader output;
  private final List<String> heard = new ArrayList<>();

  private ChildHub(Process process) {
    this.process = process;
    this.output = process.inputReader(UTF_8);
  }

  static ChildHub holding(Path folder) throws IOException {
    return start(List.of(), "hold", folder);
  }

  /** Runs a database and inserts rising numbers; says each number after its commit. */
  static ChildHub inserting(Path folder) throws IOException {
    return start(List.of(), "insert", folder);
  }

  /**
   * The same, as the leader of a process group of its own: a signal to the group is a Ctrl-C. Tests
   * that a script runs in the background ignore it, and so would the child.
   */
  static ChildHub insertingAsForegroundGroup(Path folder) throws IOException {
    return start(List.of("setsid", "env", "--default-signal=INT"), "insert", folder);
  }

  private static ChildHub start(List<String> before, String what, Path folder) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            ChildHub.class.getName(),
            what,
            folder.toString()));
    return new ChildHub(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** Runs in the child. */
  public static void main(String[] args) throws Exception {
    DataFolder folder;
    try {
      folder = DataFolder.open(Path.of(args[1]));
    } catch (DataFolderInUseException e) {
      System.out.println(e.getMessage());
      return;
    }
    if (args[0].equals("insert")) {
      EmbeddedMariaDb database = Servers.start(folder);
      Servers.createTable(database);
      System.out.println("database " + database.pid());
      System.out.println(READY);
      try (Connection connection = Servers.connect(database)) {
        for (long number = 1; ; number++) {
          Servers.insert(connection, number);
          System.out.println("committed " + number);
        }
      }
    }
    System.out.println(READY);
    // Held until somebody ends this process.
    new CountDownLatch(1).await();
  }

  long pid() {
    return process.pid();
  }

  void awaitReady() throws IOException {
    awaitLine(READY);
  }

  void awaitLine(String wanted) throws IOException {
    for (String line = next(); line != null; line = next()) {
      if (line.equals(wanted)) {
        return;
      }
    }
    throw new AssertionError("the child ended without saying '" + wanted + "': " + heard);
  }

  String awaitRefusal() throws IOException {
    return String.valueOf(next());
  }

  long databasePid() {
    return heard.stream()
        .filter(line -> line.startsWith("database "))
        .mapToLong(line -> Long.parseLong(line.substring("database ".length())))
        .findFirst()
        .orElseThrow();
  }

  private @Nullable String next() throws IOException {
    String line = output.readLine();
    if (line != null) {
      heard.add(line);
    }
    return line;
  }

  /** As kill -9 does; returns the last number the child said it had committed. */
  long kill() throws IOException, InterruptedException {
    // Not Process.destroyForcibly, which throws away what the child has said.
    process.toHandle().destroyForcibly();
    return awaitEnd();
  }

  /** Returns the last number the child said it had committed. */
  long awaitEnd() throws IOException, InterruptedException {
    if (!process.waitFor(END_MAX_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the child does not end");
    }
    while (next() != null) {
      // What it said before it died is still in the pipe.
    }
    return heard.stream()
        .filter(line -> line.matches("committed \\d+"))
        .mapToLong(line -> Long.parseLong(line.substring("committed ".length())))
        .max()
        .orElse(0);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
