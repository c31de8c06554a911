package io.poshub.bench.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * One server under measurement. It says on its output when it is ready; it and its children are
 * gone after {@link #close}, and also when this process is asked to end. One thread at a time.
 */
public final class ServerProcess implements AutoCloseable {
  /** How a server says that it serves. */
  public static final String READY = "ready on ";

  private static final Duration STOP_MAX = Duration.ofSeconds(20);
  private static final Duration KILL_MAX = Duration.ofSeconds(10);
  private static final long KNOCK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final int LOG_TAIL_LINES = 20;

  private final Spec spec;
  private final Process process;
  private final long spawnedNanos;
  private final long readyNanos;
  private final Thread atExit;

  /**
   * What to run. {@code environment} comes on top of this process's own, of which nothing that sets
   * up a hub is left.
   *
   * @param readyPort the port of a server that does not say when it is ready; 0 if it does
   */
  public record Spec(
      String name,
      List<String> command,
      Map<String, String> environment,
      Path log,
      Duration startMax,
      int readyPort) {
    public Spec(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path log,
        Duration startMax) {
      this(name, command, environment, log, startMax, 0);
    }

    public Spec {
      requireNonNull(name, "name is null");
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
      requireNonNull(log, "log is null");
      requireNonNull(startMax, "startMax is null");
    }

    /** For one that says nothing: ready when it takes connections. */
    public Spec readyAtPort(int port) {
      return new Spec(name, command, environment, log, startMax, port);
    }
  }

  private ServerProcess(
      Spec spec, Process process, Thread atExit, long spawnedNanos, long readyNanos) {
    this.spec = spec;
    this.process = process;
    this.atExit = atExit;
    this.spawnedNanos = spawnedNanos;
    this.readyNanos = readyNanos;
  }

  /** Starts it on the server's processor and returns when it is ready. */
  public static ServerProcess start(Spec spec, Cores cores)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(cores.onServer(spec.command()));
    builder.environment().keySet().removeIf(name -> name.startsWith("HUB_"));
    builder.environment().putAll(spec.environment());
    builder.redirectError(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
    long spawnedNanos = System.nanoTime();
    Process process = builder.start();
    Thread atExit = Thread.ofPlatform().unstarted(() -> stop(process));
    Runtime.getRuntime().addShutdownHook(atExit);
    CompletableFuture<Long> ready = new CompletableFuture<>();
    // Platform threads: on one processor a virtual one that reads a pipe holds up all others.
    Thread.ofPlatform()
        .daemon()
        .name(spec.name() + "-output")
        .start(() -> follow(process, spec, ready));
    if (spec.readyPort() != 0) {
      Thread.ofVirtual().start(() -> knock(process, spec.readyPort(), ready));
    }
    try {
      long readyNanos = ready.get(spec.startMax().toMillis(), TimeUnit.MILLISECONDS);
      return new ServerProcess(spec, process, atExit, spawnedNanos, readyNanos);
    } catch (ExecutionException | TimeoutException e) {
      stop(process, atExit);
      throw new IOException(spec.name() + " did not start; its log ends:\n" + tail(spec.log()), e);
    } catch (InterruptedException e) {
      stop(process, atExit);
      throw e;
    }
  }

  /** Reads to the end, so that the server never waits for somebody to listen. */
  private static void follow(Process process, Spec spec, CompletableFuture<Long> ready) {
    try (BufferedReader lines = process.inputReader(UTF_8);
        Writer log =
            Files.newBufferedWriter(
                spec.log(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(READY)) {
          ready.complete(System.nanoTime());
        }
        log.write(line + "\n");
      }
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
    ready.completeExceptionally(new IOException("its output ended"));
  }

  private static void knock(Process process, int port, CompletableFuture<Long> ready) {
    while (process.isAlive() && !ready.isDone()) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        ready.complete(System.nanoTime());
      } catch (IOException notYet) {
        LockSupport.parkNanos(KNOCK_EVERY_NANOS);
      }
    }
  }

  public String name() {
    return spec.name();
  }

  public long pid() {
    return process.pid();
  }

  /** Its children, as a hub's database. */
  public List<Long> childPids() {
    return process.toHandle().descendants().map(ProcessHandle::pid).toList();
  }

  /** From the command to the moment it said that it is ready. */
  public Duration startTime() {
    return Duration.ofNanos(readyNanos - spawnedNanos);
  }

  public void requireAlive() throws IOException {
    if (!process.isAlive()) {
      throw new IOException(spec.name() + " has ended; its log ends:\n" + tail(spec.log()));
    }
  }

  @Override
  public void close() {
    stop(process, atExit);
  }

  private static void stop(Process process, Thread atExit) {
    stop(process);
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException alreadyEnding) {
      // Then the hook does the same once more, which does no harm.
    }
  }

  private static void stop(Process process) {
    // Looked up first: once their parent is gone nobody knows whose they were.
    List<ProcessHandle> children = process.toHandle().descendants().toList();
    boolean interrupted = Thread.interrupted();
    process.destroy();
    try {
      if (!process.waitFor(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        process.waitFor(KILL_MAX.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      interrupted = true;
      process.destroyForcibly();
    }
    children.forEach(ProcessHandle::destroyForcibly);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static String tail(Path log) throws IOException {
    if (!Files.exists(log)) {
      return "(it wrote none)";
    }
    List<String> lines = Files.readAllLines(log);
    return String.join(
        "\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
  }
}
