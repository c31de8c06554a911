package io.poshub.server;

import io.poshub.protocol.tenant.Role;
import io.poshub.rest.door.Engine;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A hub's first minute on a folder of its own: it starts, a till listens, orders and deductions
 * come. For a JVM that writes down what is loaded and what is busy, so that later starts need not
 * find out again. Main thread.
 */
final class Rehearsal {
  private static final int TILLS = 4;

  /** So often each till does its work, and opens twice as many sockets. */
  static final int ROUNDS = 500;

  private static final int ANSWER_WAIT_MILLIS = 10_000;
  private static final int STATUS_BYTES = "HTTP/1.1 101".length();
  private static final String TENANT = "kitchen";
  private static final String ORDER =
      """
      {"source":"web","items":[{"name":"Soup","quantity":"1","unit_price":"6.50"}],"total":"6.50"}
      """;

  private final Hub hub;
  private final int rounds;
  private final HttpClient http = HttpClient.newHttpClient();

  private Rehearsal(Hub hub, int rounds) {
    this.hub = hub;
    this.rounds = rounds;
  }

  /** Runs it from start to stop; {@code config} names a folder that nobody needs. */
  static void run(HubConfig config, int rounds)
      throws StartException, IOException, InterruptedException {
    try (Hub hub = Hub.start(config)) {
      new Rehearsal(hub, rounds).play(config.dataDir());
    }
  }

  private void play(Path dataDir) throws IOException, InterruptedException {
    Engine engine = hub.engine();
    PrintStream silence =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    new Demo(engine, dataDir, hub.url(), silence).prepare();
    String platform = engine.keys().issue(TENANT, Role.PLATFORM, null, null).secret().reveal();
    String till = engine.keys().issue(TENANT, Role.TERMINAL, null, null).secret().reveal();
    try (HttpClient client = http;
        ExecutorService tills = Executors.newVirtualThreadPerTaskExecutor()) {
      WebSocket socket =
          client
              .newWebSocketBuilder()
              .header("X-API-Key", till)
              .buildAsync(
                  URI.create("ws" + hub.url().substring("http".length()) + "/ws/pos/" + TENANT),
                  new WebSocket.Listener() {})
              .join();
      try {
        Callable<Boolean> day =
            () -> {
              work(platform, till);
              return true;
            };
        for (Future<Boolean> done : tills.invokeAll(Collections.nCopies(TILLS, day))) {
          var _ = done.get();
        }
      } finally {
        // The client does not close while a socket of it is open.
        socket.abort();
      }
    } catch (ExecutionException e) {
      throw new IOException("a rehearsed call failed", e.getCause());
    }
  }

  /** What one till and its shop do all day, many times over. */
  private void work(String platform, String till) throws IOException, InterruptedException {
    for (int i = 0; i < rounds; i++) {
      call(platform, "/orders", ORDER);
      call(till, "/gift-cards/DEMO2026/deduct", "{\"amount\":\"0.01\"}");
      call(till, "/gift-cards/DEMO2026/balance", null);
      call(till, "/orders/pending", null);
      call(till, "/health", null);
    }
    for (int i = 0; i < 2 * rounds; i++) {
      openSocket(till);
    }
  }

  /** Only the handshake: there is nothing else to an idle socket. */
  private void openSocket(String key) throws IOException {
    URI address = URI.create(hub.url());
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(ANSWER_WAIT_MILLIS);
      String request =
          String.join(
              "\r\n",
              "GET /ws/pos/" + TENANT + " HTTP/1.1",
              "Host: " + address.getAuthority(),
              "Upgrade: websocket",
              "Connection: Upgrade",
              "Sec-WebSocket-Version: 13",
              "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
              "X-API-Key: " + key,
              "",
              "");
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer =
          new String(socket.getInputStream().readNBytes(STATUS_BYTES), StandardCharsets.US_ASCII);
      if (!answer.endsWith(" 101")) {
        throw new IOException("a socket was answered with " + answer);
      }
    }
  }

  private void call(String key, String path, @Nullable String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(hub.url() + "/api/" + TENANT + path))
            .header("X-API-Key", key)
            .header("X-Tenant-ID", TENANT);
    if (body != null) {
      request
          .header("Content-Type", "application/json")
          .POST(HttpRequest.BodyPublishers.ofString(body));
    }
    HttpResponse<Void> answer = http.send(request.build(), HttpResponse.BodyHandlers.discarding());
    if (answer.statusCode() >= 400) {
      throw new IOException(path + " was answered with " + answer.statusCode());
    }
  }
}
