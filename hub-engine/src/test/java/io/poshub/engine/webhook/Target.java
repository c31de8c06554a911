package io.poshub.engine.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** A real HTTP server on this machine that keeps what it is sent and answers as it is told. */
final class Target implements AutoCloseable {
  private static final int QUEUE = 50;

  final List<Message> messages = new CopyOnWriteArrayList<>();
  final AtomicInteger mostAtOnce = new AtomicInteger();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private volatile ToIntFunction<Message> answers = _ -> 204;

  Target() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), QUEUE);
      server.setExecutor(workers);
      server.createContext("/", this::handle);
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What arrived. */
  record Message(Map<String, String> headers, String body) {
    Message {
      headers = Map.copyOf(headers);
    }

    String id() {
      return headers.getOrDefault("Webhook-id", "");
    }

    String type() {
      return text("type");
    }

    String text(String name) {
      try {
        return Json.parse(body) instanceof JsonValue.Obj object
                && object.members().get(name) instanceof JsonValue.Text(String value)
            ? value
            : "";
      } catch (MalformedJsonException e) {
        throw new AssertionError(e);
      }
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  void answers(int status) {
    answers = _ -> status;
  }

  void answers(ToIntFunction<Message> rule) {
    answers = rule;
  }

  private void handle(HttpExchange exchange) throws IOException {
    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Map<String, String> headers =
          exchange.getRequestHeaders().entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, header -> header.getValue().getFirst()));
      Message message = new Message(headers, new String(body, StandardCharsets.UTF_8));
      messages.add(message);
      exchange.sendResponseHeaders(answers.applyAsInt(message), -1);
    } finally {
      atOnce.decrementAndGet();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    workers.close();
  }
}
