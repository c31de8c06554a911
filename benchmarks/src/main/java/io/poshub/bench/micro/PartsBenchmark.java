package io.poshub.bench.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.poshub.engine.tenant.ApiKey;
import io.poshub.protocol.EventType;
import io.poshub.protocol.Money;
import io.poshub.protocol.Parsed;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import io.poshub.protocol.stream.ClientFrame;
import io.poshub.protocol.stream.StreamEvent;
import io.poshub.server.fanout.TextFrame;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Currency;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Frames, JSON, money and keys. One thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PartsBenchmark {
  private static final Currency GBP = Currency.getInstance("GBP");
  private static final String ORDER =
      """
      {"source":"web","external_id":"bench-000000000000001","note":"ring the bell",\
      "customer":{"name":"Ada Byron","phone":"+442079460000"},\
      "items":[{"name":"Margherita","quantity":"1","unit_price":"9.50"},\
      {"name":"Lemonade","quantity":"3","unit_price":"3.00"}],"total":"18.50"}\
      """;

  private final byte[] order = ORDER.getBytes(UTF_8);
  private final JsonValue parsed = parse(order);
  private final byte[] ack = "{\"type\":\"ack\",\"seq\":123456}".getBytes(UTF_8);
  private final String key = ApiKey.generate(new SecureRandom()).reveal();
  private final StreamEvent event =
      new StreamEvent(
          "kitchen",
          EventType.NEW_ORDER,
          "0198c0de-0000-7000-8000-000000000000",
          123_456,
          Instant.ofEpochSecond(1_790_000_000),
          ORDER);

  private static JsonValue parse(byte[] json) {
    try {
      return Json.parse(json);
    } catch (MalformedJsonException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An event's text and its frame, as they are made once for all sockets. */
  @Benchmark
  public byte[] frameOfEvent() {
    return TextFrame.of(event.json());
  }

  @Benchmark
  public JsonValue parseOrder() {
    return parse(order);
  }

  @Benchmark
  public byte[] writeOrder() {
    return Json.writeBytes(parsed);
  }

  @Benchmark
  public Parsed<ClientFrame> parseAck() {
    return ClientFrame.parse(ack);
  }

  @Benchmark
  public Parsed<Money> parseMoney() {
    return Money.parse("18.50", GBP);
  }

  /** What is done with a key before the cache is asked. */
  @Benchmark
  public byte[] checkKey() {
    return ApiKey.isWellFormed(key) ? ApiKey.hash(key) : new byte[0];
  }
}
