package io.poshub.client.cli;

import static java.util.Objects.requireNonNull;

import io.poshub.client.http.CallResult;
import io.poshub.client.http.HubHttp;
import io.poshub.client.http.JsonText;
import io.poshub.protocol.Parsed;
import io.poshub.protocol.Times;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.tenant.Role;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The keys of a tenant. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    description = "Create, list and revoke a tenant's keys.",
    synopsisSubcommandLabel = "(create | list | revoke)")
final class KeyCommand implements Runnable {
  private final PrintWriter out;
  private final Environment environment;

  KeyCommand(PrintWriter out, Environment environment) {
    this.out = requireNonNull(out, "out is null");
    this.environment = requireNonNull(environment, "environment is null");
  }

  @Override
  public void run() {
    throw CommandFailed.usage("Say what to do: create, list or revoke (--help).");
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Create a key; it is shown only this once.")
  void create(
      @Mixin OperatorOptions options,
      @Option(names = "--tenant", required = true, paramLabel = "SLUG") String tenant,
      @Option(
              names = "--role",
              required = true,
              paramLabel = "ROLE",
              description = "terminal, platform or admin")
          Role role,
      @Option(names = "--name", description = "What it is for.") @Nullable String name,
      @Option(
              names = "--expires-at",
              paramLabel = "TIME",
              description = "Such as 2027-01-31T18:30:00Z; default: never.")
          @Nullable String expiresAt) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("role", role.wire());
    if (name != null) {
      body.put("name", name);
    }
    if (expiresAt != null) {
      body.put("expires_at", time(expiresAt));
    }
    try (OperatorCalls calls = new OperatorCalls(options, environment)) {
      CallResult.Answered answer = calls.call("POST", path(tenant), body);
      if (options.isJson()) {
        out.println(answer.text());
      } else {
        printCreated(answer.body(), tenant, role);
      }
    }
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "List a tenant's keys.")
  void list(
      @Mixin OperatorOptions options,
      @Option(names = "--tenant", required = true, paramLabel = "SLUG") String tenant) {
    try (OperatorCalls calls = new OperatorCalls(options, environment)) {
      List<JsonValue> keys = calls.list(path(tenant), "keys");
      if (options.isJson()) {
        out.println(Json.write(Map.of("keys", keys)));
        return;
      }
      Table table = new Table().row("ID", "ROLE", "NAME", "KEY", "CREATED", "EXPIRES", "LAST USED");
      for (JsonValue key : keys) {
        table.row(
            JsonText.at(key, "id", ""),
            JsonText.at(key, "role", ""),
            JsonText.at(key, "name", "-"),
            JsonText.at(key, "prefix", "") + "..." + JsonText.at(key, "last4", ""),
            JsonText.at(key, "created_at", "-"),
            JsonText.at(key, "expires_at", "never"),
            JsonText.at(key, "last_used_at", "never"));
      }
      table.print(out);
    }
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Refuse a key from now on and close its sockets.")
  void revoke(
      @Mixin OperatorOptions options,
      @Option(names = "--tenant", required = true, paramLabel = "SLUG") String tenant,
      @Parameters(paramLabel = "ID", description = "The key's id, from key list.") String id) {
    try (OperatorCalls calls = new OperatorCalls(options, environment)) {
      var _ = calls.call("DELETE", path(tenant) + "/" + HubHttp.encoded(id), null);
      if (!options.isJson()) {
        out.println("Revoked: the key is refused, and its sockets close within 5 s.");
      }
    }
  }

  private void printCreated(JsonValue body, String tenant, Role role) {
    String secret = JsonText.at(body, "secret", "");
    JsonValue key = JsonText.find(body, "key");
    new Table()
        .row("id", JsonText.at(key, "id", ""))
        .row("role", JsonText.at(key, "role", role.wire()))
        .row("expires", JsonText.at(key, "expires_at", "never"))
        .row("key", secret)
        .print(out);
    out.println();
    out.println("The key is shown only this once. Next:");
    out.println(
        role == Role.TERMINAL
            ? "  HUB_KEY=" + secret + " ./hub terminal --tenant " + tenant + " --terminal till-1"
            : "  send it as X-API-Key, with X-Tenant-ID: " + tenant);
  }

  private static Instant time(String text) {
    return switch (Times.parse(text)) {
      case Parsed.Ok<Instant>(Instant time) -> time;
      case Parsed.Bad<Instant>(String message) ->
          throw CommandFailed.usage("--expires-at " + message);
    };
  }

  private static String path(String tenant) {
    return "/admin/tenants/" + HubHttp.encoded(tenant) + "/keys";
  }
}
