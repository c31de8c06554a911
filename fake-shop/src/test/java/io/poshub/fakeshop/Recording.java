package io.poshub.fakeshop;

import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One recorded case of a real shop: a request with its answer, or deliveries.
 *
 * @param folder which shop it was; empty for the current one
 */
record Recording(String folder, String name, JsonValue.Obj json) {
  /** Where recordings are, if they are at hand. */
  static final Path ROOT = Path.of(System.getProperty("hub.test.recordings", "recordings"));

  /** In which order those of one second were made; all others of it came before, unordered. */
  private static final List<String> STEPS =
      List.of(
          "webhook-create-order-created",
          "webhook-create-order-updated",
          "webhook-create-order-deleted",
          "webhook-create-order-restored",
          "webhook-create-secret-special",
          "webhook-create-no-secret",
          "webhook-create-ping-500",
          "webhook-put-secret",
          "webhook-put-url",
          "webhook-put-status-invalid",
          "webhook-put-paused",
          "webhook-delete-force",
          "order-delete-to-trash",
          "orders-list-status-trash",
          "order-trashed-get",
          "order-trashed-delete-again",
          "order-trashed-put-status",
          "order-delete-force",
          "order-deleted-get",
          "meta-add",
          "meta-same-key-again-no-id",
          "meta-update-by-id",
          "meta-delete-by-null",
          "meta-get-after",
          "body-text-plain",
          "body-form",
          "unregistered-status-single",
          "unregistered-status-in-list",
          "unregistered-status-filter",
          "unregistered-status-put",
          "unregistered-status-put-then-get",
          "oauth-ok-sha256",
          "oauth-nonce-replayed");

  /** All cases below a folder, in the order they were made: each changed the shop for the next. */
  static List<Recording> all(Path root) throws IOException, MalformedJsonException {
    List<Recording> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".json")).sorted().toList()) {
        if (Json.parse(Files.readString(file)) instanceof JsonValue.Obj json) {
          String folder = root.relativize(file.getParent()).toString();
          all.add(new Recording(folder, text(json, "case"), json));
        }
      }
    }
    all.sort(Comparator.comparing(Recording::madeAt).thenComparingInt(Recording::step));
    return all;
  }

  boolean isCall() {
    return json.members().containsKey("request");
  }

  String method() {
    return text(json, "request.method");
  }

  String path() {
    return text(json, "request.path");
  }

  String auth() {
    return text(json, "request.auth");
  }

  boolean https() {
    return text(json, "request.scheme").equals("https");
  }

  String zone() {
    return text(json, "site_timezone");
  }

  int status() {
    return at(json, "response.status") instanceof JsonValue.Num(String status)
        ? Integer.parseInt(status)
        : 0;
  }

  @Nullable JsonValue body() {
    JsonValue body = at(json, "response.body");
    return body instanceof JsonValue.Null ? null : body;
  }

  String header(String name) {
    return text(json, "response.headers." + name);
  }

  boolean isTrimmed() {
    return at(json, "response.trimmed") instanceof JsonValue.Bool(boolean trimmed) && trimmed;
  }

  /** By the shop's clock, to the second. */
  Instant madeAt() {
    String date = header("Date");
    if (!date.isEmpty()) {
      return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }
    return at(json, "deliveries") instanceof JsonValue.Arr(List<JsonValue> all)
            && !all.isEmpty()
            && all.getFirst() instanceof JsonValue.Obj first
        ? Instant.parse(text(first, "receivedAtUtc"))
        : Instant.parse("2026-11-21T12:00:00Z");
  }

  private int step() {
    int step = STEPS.indexOf(name) + 1;
    return step == 0 && name.endsWith("-then-get") ? STEPS.size() + 1 : step;
  }

  static @Nullable JsonValue at(JsonValue.Obj root, String path) {
    JsonValue found = root;
    for (String member : path.split("\\.", -1)) {
      found = found instanceof JsonValue.Obj object ? object.members().get(member) : null;
    }
    return found;
  }

  static String text(JsonValue.Obj root, String path) {
    return at(root, path) instanceof JsonValue.Text(String text) ? text : "";
  }

  @Override
  public String toString() {
    return folder.isEmpty() ? name : folder + "/" + name;
  }
}
