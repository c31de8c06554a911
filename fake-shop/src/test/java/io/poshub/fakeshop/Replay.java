package io.poshub.fakeshop;

import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import io.poshub.testing.TestClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sends recorded requests to a fake shop that holds what the recorded one held, at the time they
 * were recorded, and compares the answers. One thread.
 */
final class Replay implements AutoCloseable {
  /** Before these, people had changed the order at the shop. */
  private static final Set<String> SHOWN_ANEW =
      Set.of(
          "unregistered-status-single",
          "checkout-2-placed-get",
          "order-single-context-edit",
          "modified-3-after-partial-refund",
          "modified-4-after-full-refund");

  private final FakeShop shop;
  private final TestClock clock;
  private final RecordedOrders orders;
  private final Set<Long> there = new HashSet<>();
  private final HttpClient client = HttpClient.newHttpClient();

  Replay(FakeShop shop, TestClock clock, RecordedOrders orders) {
    this.shop = shop;
    this.clock = clock;
    this.orders = orders;
    shop.register("awaiting-pickup");
  }

  /** What differs; nothing if the fake answers as the real shop did. */
  List<String> differences(Recording recording) throws IOException {
    clock.set(recording.madeAt());
    bringOrders(recording.madeAt());
    shop.faults((_, _) -> RecordedCall.fault(recording));
    unrecorded(recording);
    JsonValue body = recording.body();
    if (recording.method().equals("POST")
        && recording.status() == 201
        && body instanceof JsonValue.Obj made
        && made.members().get("id") instanceof JsonValue.Num(String id)) {
      shop.store().nextId(Long.parseLong(id));
      shop.hooks().nextId(Long.parseLong(id));
    }
    if (recording.name().equals("batch-mixed")
        && body instanceof JsonValue.Obj batch
        && batch.members().get("create") instanceof JsonValue.Arr(List<JsonValue> created)
        && created.getFirst() instanceof JsonValue.Obj first
        && first.members().get("id") instanceof JsonValue.Num(String id)) {
      shop.store().nextId(Long.parseLong(id));
    }
    HttpResponse<String> answer = send(recording);
    List<String> differences = new ArrayList<>();
    if (answer.statusCode() != recording.status()) {
      differences.add("status " + answer.statusCode() + " for " + recording.status());
      return differences;
    }
    AnswerHeaders.compare(recording, answer.headers(), differences);
    bodies(recording, answer.body(), differences);
    return differences;
  }

  /** What was done between two recorded calls, without being recorded itself. */
  private void unrecorded(Recording recording) {
    boolean shownAnew = SHOWN_ANEW.contains(recording.name());
    if (shownAnew && recording.body() instanceof JsonValue.Obj order) {
      shop.store().restore(RecordedOrders.shown(order));
    }
    if (recording.name().equals("webhooks-list")) {
      shop.hooks().delete(6, true);
    }
    if (recording.name().equals("include-150-ids")) {
      // One was deleted, the other has a status nobody knows any more: neither is in a list.
      shop.deleteForGood(150);
      shop.deleteForGood(87);
    }
  }

  /** What deliveries tell of orders that no recorded call has changed. */
  void delivered(Recording recording) throws MalformedJsonException {
    for (JsonValue body : RecordedOrders.deliveredBodies(recording)) {
      if (!(body instanceof JsonValue.Obj order)
          || !(order.members().get("id") instanceof JsonValue.Num(String id))) {
        continue;
      }
      there.add(Long.parseLong(id));
      if (order.members().size() == 1) {
        shop.store().trash(Long.parseLong(id));
      } else {
        shop.store().restore(RecordedOrders.shown(order));
      }
    }
  }

  /** Orders that others had made meanwhile. */
  private void bringOrders(Instant now) {
    for (ShopOrder order : orders.until(now)) {
      if (there.add(order.id)) {
        shop.store().restore(order);
      }
    }
  }

  private static void bodies(Recording recording, String given, List<String> differences) {
    JsonValue recorded = recording.body();
    if (recorded == null || recording.method().equals("OPTIONS")) {
      return;
    }
    JsonValue parsed;
    try {
      parsed = Json.parse(given.replace("127.0.0.1:9\\/", "{hub}\\/"));
    } catch (MalformedJsonException e) {
      differences.add("no JSON");
      return;
    }
    boolean ofOrders = recording.path().matches(".*/(orders|webhooks)([/?].*)?");
    differences.addAll(
        ofOrders
            ? AnswerCheck.differences(recorded, parsed)
            : AnswerCheck.strangers(recorded, parsed, recording.isTrimmed()));
    differences.removeIf(difference -> LeftOut.member(recording, difference));
  }

  private HttpResponse<String> send(Recording recording) throws IOException {
    URI address = RecordedCall.address(recording, shop);
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    RecordedCall.headers(recording, address, clock.instant()).forEach(request::header);
    request.method(recording.method(), BodyPublishers.ofByteArray(RecordedCall.body(recording)));
    try {
      return client.send(
          request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
