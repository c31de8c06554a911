package io.poshub.bench;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./hub bench push}: how long an order takes from the POST's first byte until every one of a
 * tenant's terminals holds its frame. Runs against a hub that was started with {@code ./hub demo}.
 */
@Command(
    name = "push",
    description = "From an order's POST to the frames at all terminals, against a running demo.",
    mixinStandardHelpOptions = true)
final class PushBenchmark implements Callable<Integer> {
  private static final String TENANT = "kitchen";
  private static final Duration WAIT = Duration.ofSeconds(20);

  @Option(names = "--url", description = "The hub (default: ${DEFAULT-VALUE}).")
  private URI url = URI.create("http://127.0.0.1:9010");

  @Option(names = "--keys", description = "The demo's keys (default: ${DEFAULT-VALUE}).")
  private Path keysFile = Path.of("data", "demo.keys");

  @Option(names = "--terminals", description = "Sockets (default: ${DEFAULT-VALUE}).")
  private int terminals = 100;

  @Option(names = "--orders", description = "Orders measured (default: ${DEFAULT-VALUE}).")
  private int orders = 400;

  @Option(names = "--warm-up", description = "Orders before that (default: ${DEFAULT-VALUE}).")
  private int warmUp = 400;

  @Option(names = "--rate", description = "Orders per second (default: ${DEFAULT-VALUE}).")
  private int rate = 20;

  private final HttpClient http = HttpClient.newHttpClient();
  private final ConcurrentMap<String, CountDownLatch> awaited = new ConcurrentHashMap<>();

  @Override
  public Integer call() throws Exception {
    Properties keys = keys();
    List<WebSocket> sockets = new ArrayList<>();
    for (int i = 0; i < terminals; i++) {
      sockets.add(open(keys.getProperty("terminal", "")));
    }
    String platform = keys.getProperty("platform", "");
    measure(platform, "warm-up", warmUp);
    long[] nanos = measure(platform, "measured", orders);
    sockets.forEach(WebSocket::abort);
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "%d orders at %d/s to %d terminals: p50 %.2f ms, p90 %.2f ms, p99 %.2f ms, max %.2f ms%n",
        orders,
        rate,
        terminals,
        millis(nanos, 50),
        millis(nanos, 90),
        millis(nanos, 99),
        nanos[nanos.length - 1] / 1e6);
    return 0;
  }

  private long[] measure(String platform, String name, int count) throws Exception {
    long[] nanos = new long[count];
    long gapNanos = TimeUnit.SECONDS.toNanos(1) / rate;
    long dueNanos = System.nanoTime();
    for (int i = 0; i < count; i++) {
      dueNanos += gapNanos;
      LockSupport.parkNanos(dueNanos - System.nanoTime());
      String mark = name + "-" + ProcessHandle.current().pid() + "-" + i;
      CountDownLatch everybody = new CountDownLatch(terminals);
      awaited.put(mark, everybody);
      long sentNanos = System.nanoTime();
      var answer = http.sendAsync(order(platform, mark), HttpResponse.BodyHandlers.ofString());
      if (!everybody.await(WAIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "not every terminal received order " + i + ": " + answer.get());
      }
      nanos[i] = System.nanoTime() - sentNanos;
      awaited.remove(mark);
      answer.get(WAIT.toSeconds(), TimeUnit.SECONDS);
    }
    return nanos;
  }

  private HttpRequest order(String platform, String mark) {
    return HttpRequest.newBuilder(url.resolve("/api/" + TENANT + "/orders"))
        .header("X-API-Key", platform)
        .header("X-Tenant-ID", TENANT)
        .header("Content-Type", "application/json")
        .POST(
            HttpRequest.BodyPublishers.ofString(
                """
                {"source":"web","external_id":"%s","total":"6.50",
                 "items":[{"name":"Soup","quantity":"1","unit_price":"6.50"}]}
                """
                    .formatted(mark)))
        .build();
  }

  private WebSocket open(String key) throws Exception {
    URI socket =
        URI.create("ws://" + url.getAuthority() + "/ws/pos/" + TENANT + "?events=new_order");
    return http.newWebSocketBuilder()
        .header("X-API-Key", key)
        .buildAsync(socket, new Terminal())
        .get(WAIT.toSeconds(), TimeUnit.SECONDS);
  }

  private Properties keys() throws IOException {
    Properties keys = new Properties();
    try (Reader file = Files.newBufferedReader(keysFile)) {
      keys.load(file);
    }
    return keys;
  }

  private static double millis(long[] sorted, int percentile) {
    return sorted[Math.min(sorted.length - 1, sorted.length * percentile / 100)] / 1e6;
  }

  /** Counts an order down when its frame is complete. */
  private final class Terminal implements WebSocket.Listener {
    private static final String MARK = "\"external_id\":\"";

    private final StringBuilder part = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        received(part.toString());
        part.setLength(0);
      }
      socket.request(1);
      return null;
    }

    private void received(String frame) {
      int begin = frame.indexOf(MARK);
      if (begin >= 0) {
        int end = frame.indexOf('"', begin + MARK.length());
        CountDownLatch latch = awaited.get(frame.substring(begin + MARK.length(), end));
        if (latch != null) {
          latch.countDown();
        }
      }
    }
  }
}
