package io.poshub.client.terminal;

import io.poshub.client.http.HubHttp;
import io.poshub.client.money.MoneyCalls;
import io.poshub.client.money.OpenCall;
import io.poshub.client.money.Outbox;
import io.poshub.client.socket.Dialer;
import io.poshub.protocol.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A till that follows its tenant's events. Any thread may call it; the listener is called by the
 * terminal's own virtual thread. Used once: connect, then close.
 */
public final class PosTerminal implements AutoCloseable {
  /** How long {@link #close} waits for a listener that is still busy. */
  public static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  private final TerminalParts parts;
  private final HttpClient http;
  private final boolean ownsHttp;
  private final @Nullable Outbox outbox;
  private final @Nullable MoneyCalls money;
  private final AtomicBoolean isStarted = new AtomicBoolean();
  private final CompletableFuture<TerminalState> ended = new CompletableFuture<>();

  public PosTerminal(TerminalSettings settings, TerminalListener listener) {
    HttpClient shared = settings.http();
    this.ownsHttp = shared == null;
    this.http = shared == null ? HubHttp.newClient() : shared;
    this.parts = wire(settings, listener, http);
    Path outboxFile = settings.outboxFile();
    this.outbox = outboxFile == null ? null : openOutbox(outboxFile);
    this.money =
        outbox == null
            ? null
            : new MoneyCalls(calls(settings, http), settings.tenant(), outbox, settings.random());
  }

  private static Outbox openOutbox(Path file) {
    try {
      return Outbox.open(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HubHttp calls(TerminalSettings settings, HttpClient http) {
    return new HubHttp(
        http,
        settings.hub(),
        Map.of("X-API-Key", settings.key(), "X-Tenant-ID", settings.tenant()));
  }

  private static TerminalParts wire(
      TerminalSettings settings, TerminalListener listener, HttpClient http) {
    Inbox inbox = new Inbox(settings.clock());
    Requests requests = new Requests(inbox);
    HubCalls hubCalls = new HubCalls(calls(settings, http), requests, settings.tenant());
    Deliveries deliveries = new Deliveries(settings, listener);
    return new TerminalParts(
        settings,
        listener,
        inbox,
        requests,
        new Dialer(http, settings.hub(), settings.key(), inbox::offer),
        hubCalls,
        deliveries,
        new Resync(hubCalls, deliveries));
  }

  /** Starts to follow the stream and returns at once; the listener hears how it goes. */
  public void connect() {
    if (!isStarted.compareAndSet(false, true)) {
      throw new IllegalStateException("a terminal connects once; make another");
    }
    String name = parts.settings().terminal();
    String thread = "terminal-" + (name == null ? "anonymous" : name);
    Thread.ofVirtual().name(thread).start(this::run);
    MoneyCalls calls = money;
    if (calls != null && !calls.open().isEmpty()) {
      Thread.ofVirtual().name(thread + "-open-calls").start(() -> finishOpenCalls(calls));
    }
  }

  /**
   * Calls that move money, points or orders, each with its effect once. Needs {@link
   * TerminalSettings#outboxFile}.
   */
  public MoneyCalls money() {
    if (money == null) {
      throw new IllegalStateException("this terminal has no outboxFile to note its calls in");
    }
    return money;
  }

  private void finishOpenCalls(MoneyCalls calls) {
    try {
      for (OpenCall call : calls.open()) {
        parts.listener().onOpenCall(call, calls.finish(call));
      }
    } catch (IOException e) {
      parts.listener().onTrouble("open calls cannot be noted: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    TerminalState end = new TerminalState.Stopped("the terminal failed", "bug");
    try {
      end = new TerminalLoop(parts).run();
      parts.listener().onState(end);
    } catch (RuntimeException bug) {
      end = new TerminalState.Stopped("the terminal failed: " + bug, "bug");
    } finally {
      if (ownsHttp) {
        http.shutdownNow();
      }
      closeOutbox();
      ended.complete(end);
    }
  }

  private void closeOutbox() {
    if (outbox == null) {
      return;
    }
    try {
      outbox.close();
    } catch (IOException e) {
      parts.listener().onTrouble("the open calls' file did not close: " + e.getMessage());
    }
  }

  /** Everything up to {@code seq} is handled ({@link AckMode#EXPLICIT}). */
  public void ack(long seq) {
    parts.deliveries().offerAck(seq);
    parts.inbox().offerWake();
  }

  /** The last handled position; empty before the first connection. */
  public Optional<Position> position() {
    return Optional.ofNullable(parts.deliveries().position());
  }

  /** Waits until the terminal has stopped or was closed, and tells which. */
  public TerminalState awaitEnd() {
    return ended.join();
  }

  /** Acks and saves what was handled, says goodbye, and waits for the thread to end. */
  @Override
  public void close() {
    parts.requests().offerClose();
    if (isStarted.compareAndSet(false, true)) {
      closeOutbox();
      ended.complete(new TerminalState.Closed());
      return;
    }
    try {
      ended.get(CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // A listener that does not return cannot be stopped; its thread ends when it does.
      return;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a terminal's end is never a failure", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
