package io.poshub.client.cli;

import static java.util.Objects.requireNonNull;

import io.poshub.client.http.CallResult;
import io.poshub.client.http.HubHttp;
import io.poshub.client.http.JsonText;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The tenants of a hub. */
@Command(
    name = "tenant",
    mixinStandardHelpOptions = true,
    description = "Create, list and change tenants.",
    synopsisSubcommandLabel = "(create | list | show | update | deactivate)")
final class TenantCommand implements Runnable {
  private static final String ROOT = "/admin/tenants";

  private final PrintWriter out;
  private final Environment environment;

  TenantCommand(PrintWriter out, Environment environment) {
    this.out = requireNonNull(out, "out is null");
    this.environment = requireNonNull(environment, "environment is null");
  }

  @Override
  public void run() {
    throw CommandFailed.usage("Say what to do: create, list, show, update or deactivate (--help).");
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Create a tenant with one key per role.")
  void create(
      @Mixin OperatorOptions options,
      @Parameters(paramLabel = "SLUG", description = "2-31 of a-z 0-9 -.") String slug,
      @Option(names = "--name", description = "Default: the slug.") @Nullable String name,
      @Option(names = "--currency", defaultValue = "GBP", description = "${DEFAULT-VALUE}")
          String currency,
      @Option(
              names = "--time-zone",
              defaultValue = "Europe/London",
              description = "${DEFAULT-VALUE}")
          String timeZone,
      @Option(names = "--country", defaultValue = "GB", description = "${DEFAULT-VALUE}")
          String country) {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("slug", slug);
    body.put("name", name == null ? slug : name);
    body.put("currency", currency);
    body.put("time_zone", timeZone);
    body.put("country", country);
    try (OperatorCalls calls = new OperatorCalls(options, environment)) {
      CallResult.Answered answer = calls.call("POST", ROOT, body);
      if (options.isJson()) {
        out.println(answer.text());
      } else {
        printCreated(answer.body(), slug);
      }
    }
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "List the tenants.")
  void list(@Mixin OperatorOptions options) {
    try (OperatorCalls calls = new OperatorCalls(options, environment)) {
      List<JsonValue> tenants = calls.list(ROOT, "tenants");
      if (options.isJson()) {
        out.println(Json.write(Map.of("tenants", tenants)));
        return;
      }
      Table table = new Table().row("SLUG", "NAME", "CURRENCY", "TIME ZONE", "COUNTRY", "ACTIVE");
      for (JsonValue tenant : tenants) {
        table.row(
            JsonText.at(tenant, "slug", ""),
            JsonText.at(tenant, "name", ""),
            JsonText.at(tenant, "currency", ""),
            JsonText.at(tenant, "time_zone", ""),
            JsonText.at(tenant, "country", ""),
            "false".equals(JsonText.at(tenant, "active")) ? "no" : "yes");
      }
      table.print(out);
      if (tenants.isEmpty()) {
        out.println("None yet. Next: ./hub tenant create SLUG");
      }
    }
  }

  @Command(name = "show", mixinStandardHelpOptions = true, description = "Show one tenant.")
  void show(@Mixin OperatorOptions options, @Parameters(paramLabel = "SLUG") String slug) {
    callAndPrint(options, "GET", slug, null);
  }

  @Command(
      name = "update",
      mixinStandardHelpOptions = true,
      description = "Change what is given, leave the rest.")
  void update(
      @Mixin OperatorOptions options,
      @Parameters(paramLabel = "SLUG") String slug,
      @Option(names = "--name") @Nullable String name,
      @Option(names = "--time-zone") @Nullable String timeZone,
      @Option(names = "--country") @Nullable String country,
      @Option(names = "--active", arity = "1", description = "true or false")
          @Nullable Boolean active) {
    Map<String, Object> body = new LinkedHashMap<>();
    putIfGiven(body, "name", name);
    putIfGiven(body, "time_zone", timeZone);
    putIfGiven(body, "country", country);
    putIfGiven(body, "active", active);
    if (body.isEmpty()) {
      throw CommandFailed.usage(
          "Nothing to change: give --name, --time-zone, --country or --active.");
    }
    callAndPrint(options, "PATCH", slug, body);
  }

  @Command(
      name = "deactivate",
      mixinStandardHelpOptions = true,
      description = "Refuse the tenant's keys and close its sockets; nothing is deleted.")
  void deactivate(@Mixin OperatorOptions options, @Parameters(paramLabel = "SLUG") String slug) {
    try (OperatorCalls calls = new OperatorCalls(options, environment)) {
      CallResult.Answered answer = calls.call("DELETE", path(slug), null);
      if (options.isJson()) {
        out.print(answer.text().isEmpty() ? "" : answer.text() + System.lineSeparator());
        out.flush();
      } else {
        out.println(slug + " is deactivated. Undo: ./hub tenant update " + slug + " --active true");
      }
    }
  }

  private void callAndPrint(
      OperatorOptions options, String method, String slug, @Nullable Object body) {
    try (OperatorCalls calls = new OperatorCalls(options, environment)) {
      CallResult.Answered answer = calls.call(method, path(slug), body);
      if (options.isJson()) {
        out.println(answer.text());
      } else {
        printTenant(answer.body());
      }
    }
  }

  private void printCreated(JsonValue body, String slug) {
    printTenant(body);
    out.println();
    Table keys = new Table().row("ROLE", "KEY");
    String terminalKey = "KEY";
    for (JsonValue key : JsonText.items(body, "keys")) {
      String role = JsonText.at(key, "role", "");
      String secret = JsonText.at(key, "key", "");
      keys.row(role, secret);
      terminalKey = role.equals("terminal") ? secret : terminalKey;
    }
    keys.print(out);
    out.println();
    out.println("The keys are shown only this once. Next, a till:");
    out.println(
        "  HUB_KEY=" + terminalKey + " ./hub terminal --tenant " + slug + " --terminal till-1");
  }

  /** The tenant may come bare or as a member of the answer. */
  private void printTenant(JsonValue body) {
    JsonValue wrapped = JsonText.find(body, "tenant");
    JsonValue tenant = wrapped instanceof JsonValue.Obj ? wrapped : body;
    new Table()
        .members(tenant, "slug", "name", "currency", "time_zone", "country", "active", "created_at")
        .print(out);
  }

  private static void putIfGiven(Map<String, Object> body, String name, @Nullable Object value) {
    if (value != null) {
      body.put(name, value);
    }
  }

  private static String path(String slug) {
    return ROOT + "/" + HubHttp.encoded(slug);
  }
}
