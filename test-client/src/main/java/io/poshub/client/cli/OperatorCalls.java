package io.poshub.client.cli;

import static java.util.Objects.requireNonNull;

import io.poshub.client.http.CallResult;
import io.poshub.client.http.HubHttp;
import io.poshub.client.http.JsonText;
import io.poshub.client.http.Refusal;
import io.poshub.protocol.json.FieldError;
import io.poshub.protocol.json.JsonValue;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls of the operator's API that end well or end the command. Main thread. */
final class OperatorCalls implements AutoCloseable {
  static final int PAGE_ITEMS = 200;
  static final int MAX_PAGES = 1_000;
  private static final String TOKEN_FILE = "operator.token";

  private final HttpClient client;
  private final HubHttp http;

  OperatorCalls(OperatorOptions options, Environment environment) {
    requireHttp(options, environment);
    this.client = HubHttp.newClient();
    this.http =
        new HubHttp(
            client, options.url(environment), Map.of("X-API-Key", token(options, environment)));
  }

  CallResult.Answered get(String path) {
    return call("GET", path, null);
  }

  CallResult.Answered call(String method, String path, @Nullable Object body) {
    return call(method, path, body, HubHttp.ANSWER_WAIT);
  }

  CallResult.Answered call(String method, String path, @Nullable Object body, Duration wait) {
    return switch (http.call(method, path, body, wait).join()) {
      case CallResult.Answered answer -> answer;
      case CallResult.Refused(Refusal refusal) ->
          throw CommandFailed.refused(text(refusal), refusal.code());
      case CallResult.Unanswered(String why, boolean reached) ->
          throw CommandFailed.refused(reached ? why : why + ": is the hub running? (./hub demo)");
    };
  }

  /**
   * Every item of a list, page by page.
   *
   * @param path may have a query
   */
  List<JsonValue> list(String path, String member) {
    List<JsonValue> items = new ArrayList<>();
    String first = path + (path.contains("?") ? "&" : "?") + "limit=" + PAGE_ITEMS;
    String more = "";
    for (int page = 0; page < MAX_PAGES; page++) {
      JsonValue body = get(first + more).body();
      items.addAll(JsonText.items(body, member));
      String cursor = JsonText.at(body, "cursor");
      if (cursor == null || !"true".equals(JsonText.at(body, "has_more"))) {
        return items;
      }
      more = "&cursor=" + HubHttp.encoded(cursor);
    }
    throw CommandFailed.refused("the list has more than " + MAX_PAGES + " pages");
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  static String text(Refusal refusal) {
    StringBuilder text = new StringBuilder(withoutDot(refusal.title()));
    if (!refusal.detail().isEmpty() && !refusal.detail().equals(refusal.title())) {
      text.append(": ").append(refusal.detail());
    }
    String code = refusal.code();
    String id = refusal.requestId();
    if (code != null) {
      text.append(" (").append(code).append(id == null ? "" : ", " + id).append(')');
    }
    for (FieldError error : refusal.errors()) {
      text.append(System.lineSeparator()).append("  ").append(error.field());
      text.append(' ').append(error.message());
    }
    return text.toString();
  }

  private static String withoutDot(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private static void requireHttp(OperatorOptions options, Environment environment) {
    String scheme = requireNonNull(options.url(environment), "url is null").getScheme();
    if ((!"http".equals(scheme) && !"https".equals(scheme))
        || options.url(environment).getHost() == null) {
      throw CommandFailed.usage("--url must look like " + OperatorOptions.EXAMPLE_URL);
    }
  }

  private static String token(OperatorOptions options, Environment environment) {
    String given = options.token();
    String token =
        given != null
            ? given
            : environment
                .variable("HUB_OPERATOR_TOKEN")
                .orElseGet(() -> tokenOf(environment.dataFolder().resolve(TOKEN_FILE)));
    if (token.isEmpty() || token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw CommandFailed.usage("the operator token is empty or has characters that no token has");
    }
    return token;
  }

  private static String tokenOf(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw CommandFailed.usage(
          "no operator token: give --token, set HUB_OPERATOR_TOKEN, or run this where the hub keeps"
              + " its data (looked for "
              + file
              + ")");
    }
  }
}
