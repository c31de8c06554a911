package io.poshub.chaos.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.poshub.chaos.history.ProcessHistory.Stop;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The hub as a process: one port and one data folder over all its lives. One thread at a time; the
 * end of the program may kill it from another.
 */
public final class HubProcess implements AutoCloseable {
  /** Unpacking and installing the database, or its recovery, on a busy machine. */
  public static final Duration START_MAX = Duration.ofSeconds(90);

  /** After SIGTERM; more than it may take, so that too long can be told from never. */
  public static final Duration STOP_MAX = Duration.ofSeconds(30);

  private static final Duration KILL_MAX = Duration.ofSeconds(10);
  private static final int LOG_TAIL_LINES = 30;
  private static final String READY = "ready on ";

  private final HubSettings settings;
  private final int port;
  private volatile @Nullable Process process;
  private volatile boolean closed;

  public HubProcess(HubSettings settings, int port) {
    this.settings = settings;
    this.port = port;
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  public int port() {
    return port;
  }

  /** Starts it and returns when it serves. */
  public void start() throws IOException, InterruptedException {
    CompletableFuture<Void> ready = spawn();
    try {
      ready.get(START_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException("the hub ended before it was ready; its log ends:\n" + logTail(), e);
    } catch (TimeoutException e) {
      throw new IOException(
          "the hub was not ready in " + START_MAX.toSeconds() + " s; its log ends:\n" + logTail(),
          e);
    }
  }

  /** Starts it and kills it so many milliseconds later, ready or not. */
  public void startAndKill(long afterMillis) throws IOException, InterruptedException {
    CompletableFuture<Void> ready = spawn();
    try {
      ready.get(afterMillis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException("the hub ended before it was killed; its log ends:\n" + logTail(), e);
    } catch (TimeoutException e) {
      note("killing it while it starts");
    }
    kill();
  }

  private CompletableFuture<Void> spawn() throws IOException {
    note("starting");
    ProcessBuilder builder = new ProcessBuilder(settings.command());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("HUB_"));
    environment.put("HUB_PORT", Integer.toString(port));
    environment.put("HUB_DATA_DIR", settings.data().toString());
    // All writers share one address and a few keys; limits are not what is tested here.
    environment.put("HUB_RATE_REQUESTS", "0");
    environment.put("HUB_RATE_MONEY", "0");
    environment.put("HUB_RATE_UPGRADES", "0");
    environment.put("HUB_RATE_CONNECTS", "0");
    builder.redirectError(ProcessBuilder.Redirect.appendTo(settings.log().toFile()));
    Process started = builder.start();
    process = started;
    if (closed) {
      started.destroyForcibly();
    }
    CompletableFuture<Void> ready = new CompletableFuture<>();
    Thread.ofVirtual().name("hub-output").start(() -> readOutput(started, ready));
    return ready;
  }

  /** Reads to the end, so that the hub never waits for somebody to listen. */
  private static void readOutput(Process started, CompletableFuture<Void> ready) {
    try (BufferedReader lines = started.inputReader(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(READY)) {
          ready.complete(null);
        }
      }
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
    ready.completeExceptionally(new IOException("the hub's output ended"));
  }

  /** SIGKILL; returns when it is gone. */
  public void kill() throws IOException, InterruptedException {
    Process running = process;
    if (running == null) {
      return;
    }
    running.destroyForcibly();
    if (!running.waitFor(KILL_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException("process " + running.pid() + " cannot be killed");
    }
    note("killed");
  }

  /** SIGTERM; returns how it ended, and kills it if it does not. */
  public Stop terminate() throws IOException, InterruptedException {
    Process running = process;
    if (running == null) {
      throw new IllegalStateException("the hub was never started");
    }
    note("SIGTERM");
    long signalNanos = System.nanoTime();
    running.destroy();
    boolean ended = running.waitFor(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS);
    long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - signalNanos);
    if (!ended) {
      kill();
      return new Stop(signalNanos, tookMillis, null);
    }
    note("ended with " + running.exitValue());
    return new Stop(signalNanos, tookMillis, running.exitValue());
  }

  /** Null as long as it runs. */
  public @Nullable Integer exitCode() {
    Process running = process;
    return running == null || running.isAlive() ? null : running.exitValue();
  }

  /** Marks a moment in the hub's log. */
  public void note(String what) throws IOException {
    Files.writeString(
        settings.log(),
        "---- " + Instant.now() + " " + what + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** The end of the log, for evidence. */
  public String logTail() throws IOException {
    List<String> lines = Files.readAllLines(settings.log());
    return String.join(
        "\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
  }

  /** Kills it, and whatever is being started at this moment. */
  @Override
  public void close() {
    closed = true;
    Process running = process;
    if (running == null) {
      return;
    }
    running.destroyForcibly();
    boolean interrupted = Thread.interrupted();
    try {
      running.waitFor(KILL_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
