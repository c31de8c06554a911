package io.poshub.server;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A terminal's socket as a test holds it: frames in a queue, the close code in a future. */
final class TestSocket implements WebSocket.Listener, AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
  private final StringBuilder part = new StringBuilder();
  private @Nullable WebSocket socket;

  private TestSocket() {}

  static TestSocket open(HttpClient http, URI uri, Map<String, String> headers) throws Exception {
    TestSocket test = new TestSocket();
    WebSocket.Builder builder = http.newWebSocketBuilder();
    headers.forEach(builder::header);
    test.socket = builder.buildAsync(uri, test).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    return test;
  }

  /** The plain HTTP answer that refuses a socket. */
  static HttpResponse<?> refused(HttpClient http, URI uri, Map<String, String> headers)
      throws Exception {
    try {
      open(http, uri, headers).close();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        return refused.getResponse();
      }
      throw e;
    }
    throw new AssertionError("the socket was opened");
  }

  String next() throws InterruptedException {
    String frame = frames.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    if (frame == null) {
      throw new AssertionError("no frame came");
    }
    return frame;
  }

  /** All frames up to the one that contains a text, which is the last of them. */
  List<String> until(String text) throws InterruptedException {
    List<String> all = new ArrayList<>();
    do {
      all.add(next());
    } while (!all.getLast().contains(text));
    return all;
  }

  boolean isQuiet() {
    return frames.isEmpty();
  }

  int closeCode() throws Exception {
    return closeCode.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  void send(String text) throws Exception {
    socket().sendText(text, true).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      frames.add(part.toString());
      part.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closeCode.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closeCode.completeExceptionally(error);
  }

  @Override
  public void close() {
    socket().abort();
  }

  private WebSocket socket() {
    WebSocket open = socket;
    if (open == null) {
      throw new IllegalStateException("not open");
    }
    return open;
  }
}
