package io.poshub.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A real HTTP server on this machine that keeps what it is sent and answers as it is told: 204
 * unless a test says otherwise. A virtual thread per request.
 */
public final class HttpTarget implements AutoCloseable {
  private static final int QUEUE_MAX = 50;
  private static final int NO_CONTENT = 204;
  private static final Pattern TYPE = Pattern.compile("\"type\":\"(\\w+)\"");

  public final List<Message> messages = new CopyOnWriteArrayList<>();
  public final AtomicInteger mostAtOnce = new AtomicInteger();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private volatile ToIntFunction<Message> answers = _ -> NO_CONTENT;

  public HttpTarget() {
    try {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), QUEUE_MAX);
      server.setExecutor(workers);
      server.createContext("/", this::handle);
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What arrived; the names of the headers are in small letters. */
  public record Message(Map<String, String> headers, String body) {
    public Message {
      headers = Map.copyOf(headers);
    }

    public String header(String name) {
      return headers.getOrDefault(name, "");
    }

    public String id() {
      return header("webhook-id");
    }

    /** The event's type, which is its first member. */
    public String type() {
      Matcher type = TYPE.matcher(body);
      return type.find() ? type.group(1) : "";
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  public void answers(int status) {
    answers = _ -> status;
  }

  public void answers(ToIntFunction<Message> rule) {
    answers = rule;
  }

  private void handle(HttpExchange exchange) throws IOException {
    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Map<String, String> headers = new HashMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
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
