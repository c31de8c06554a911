package io.poshub.bench.load;

import io.poshub.bench.measure.Latencies;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Makes the calls of a plan on the caller's thread and counts their answers. */
public final class HttpLoad implements AutoCloseable {
  /** For answers that are still out when the time is over. */
  private static final long LAST_ANSWERS_MAX_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final long SELECT_MILLIS = 50;

  /** Below this a selector cannot wait exactly. */
  private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final HttpPlan plan;
  private final Selector selector = Selector.open();
  private final List<HttpConnection> connections = new ArrayList<>();
  private final Deque<HttpConnection> idle = new ArrayDeque<>();
  private final long[] acceptedByTenant;
  private final Map<Integer, Integer> refused = new TreeMap<>();
  private final Latencies latencies = new Latencies();
  private long sent;
  private long answered;
  private long lastNanos;

  /**
   * What came of a load.
   *
   * @param acceptedByTenant how many of each tenant's calls were answered with 2xx
   * @param refused how many others, by status
   */
  public record Result(
      long beganNanos,
      long answered,
      double seconds,
      long[] acceptedByTenant,
      Map<Integer, Integer> refused,
      Latencies latencies) {

    public double perSecond() {
      return answered / seconds;
    }

    /** Fails if anything was refused: what is measured then is something else. */
    public Result requireAccepted() throws IOException {
      if (!refused.isEmpty()) {
        throw new IOException("calls were refused, by status: " + refused);
      }
      return this;
    }
  }

  private HttpLoad(HttpPlan plan) throws IOException {
    this.plan = plan;
    this.acceptedByTenant = new long[plan.tenants()];
  }

  public static Result run(HttpPlan plan) throws IOException {
    try (HttpLoad load = new HttpLoad(plan)) {
      load.connect();
      return load.run();
    }
  }

  private void connect() throws IOException {
    int requestMaxBytes =
        plan.requests().stream().mapToInt(RequestTemplate::sizeBytes).max().orElseThrow();
    for (int i = 0; i < plan.connections(); i++) {
      HttpConnection connection = HttpConnection.open(plan.port(), requestMaxBytes);
      connections.add(connection);
      connection.channel().register(selector, SelectionKey.OP_READ, connection);
      idle.add(connection);
    }
  }

  private Result run() throws IOException {
    long beganNanos = System.nanoTime();
    long endNanos = beganNanos + plan.duration().toNanos();
    switch (plan.pace()) {
      case Pace.AsAnswered _ -> asAnswered(endNanos);
      case Pace.PerSecond pace -> paced(beganNanos, endNanos, pace);
    }
    awaitLastAnswers();
    return new Result(
        beganNanos,
        answered,
        (lastNanos - beganNanos) / 1e9,
        acceptedByTenant,
        Map.copyOf(refused),
        latencies);
  }

  private void asAnswered(long endNanos) throws IOException {
    while (System.nanoTime() < endNanos && sent < plan.callsMax()) {
      while (!idle.isEmpty() && sent < plan.callsMax()) {
        send(System.nanoTime());
      }
      receive(SELECT_MILLIS);
    }
  }

  /**
   * A call that finds a connection bears the moment it is sent; one that has to wait for a
   * connection bears the moment it was due, so that a server that stalls does not hide it.
   */
  private void paced(long beganNanos, long endNanos, Pace.PerSecond pace) throws IOException {
    long dueNanos = beganNanos;
    boolean late = false;
    while (dueNanos < endNanos && sent < plan.callsMax()) {
      long nowNanos = System.nanoTime();
      if (nowNanos >= endNanos && !pace.sendsOverdue()) {
        return;
      }
      long waitNanos = dueNanos - nowNanos;
      if (waitNanos <= 0) {
        if (idle.isEmpty()) {
          late = true;
          receive(SELECT_MILLIS);
        } else {
          send(late ? dueNanos : System.nanoTime());
          late = false;
          dueNanos += pace.gapNanos();
        }
      } else if (waitNanos < SHORT_NANOS) {
        receive(0);
        LockSupport.parkNanos(Math.min(dueNanos - System.nanoTime(), SHORT_NANOS / 4));
      } else {
        receive(TimeUnit.NANOSECONDS.toMillis(waitNanos - SHORT_NANOS / 2));
      }
    }
  }

  private void awaitLastAnswers() throws IOException {
    long deadlineNanos = System.nanoTime() + LAST_ANSWERS_MAX_NANOS;
    while (idle.size() < connections.size()) {
      if (System.nanoTime() > deadlineNanos) {
        throw new IOException(connections.size() - idle.size() + " calls were never answered");
      }
      receive(SELECT_MILLIS);
    }
  }

  private void send(long stampNanos) throws IOException {
    RequestTemplate request = plan.requests().get((int) (sent % plan.requests().size()));
    // Unlike any number of an earlier load, as long as calls take more than a nanosecond each.
    idle.remove().send(request, stampNanos, stampNanos);
    sent++;
  }

  private void receive(long waitMillis) throws IOException {
    if (waitMillis > 0) {
      selector.select(waitMillis);
    } else {
      selector.selectNow();
    }
    for (SelectionKey key : selector.selectedKeys()) {
      if (key.attachment() instanceof HttpConnection connection && connection.onReadable()) {
        onAnswer(connection);
      }
    }
    selector.selectedKeys().clear();
  }

  private void onAnswer(HttpConnection connection) {
    lastNanos = System.nanoTime();
    latencies.add(lastNanos - connection.sentNanos());
    answered++;
    int status = connection.status();
    if (status >= 200 && status < 300) {
      acceptedByTenant[connection.tenant()]++;
    } else {
      refused.merge(status, 1, Integer::sum);
    }
    idle.add(connection);
  }

  @Override
  public void close() throws IOException {
    connections.forEach(HttpConnection::close);
    selector.close();
  }
}
