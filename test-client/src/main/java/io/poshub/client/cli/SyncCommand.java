package io.poshub.client.cli;

import static java.util.Objects.requireNonNull;

import io.poshub.client.http.CallResult;
import io.poshub.client.http.HubHttp;
import io.poshub.client.http.JsonText;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks at tenants' online shops. Main thread. */
@Command(
    name = "sync",
    mixinStandardHelpOptions = true,
    description = "Keep tenants and their online shops in step.",
    synopsisSubcommandLabel = "(run | pending | status | unmappable | retry)")
final class SyncCommand implements Runnable {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration WAIT_MAX = Duration.ofMinutes(30);
  private static final String SYNC = "sync";
  private static final String STATE = "state";
  private static final String NOT_YET = ProgressBar.of(0, 1) + "  0 orders";

  private final PrintWriter out;
  private final Environment environment;

  SyncCommand(PrintWriter out, Environment environment) {
    this.out = requireNonNull(out, "out is null");
    this.environment = requireNonNull(environment, "environment is null");
  }

  @Override
  public void run() {
    throw CommandFailed.usage(
        "Say what to do: run, pending, status, unmappable or retry (--help).");
  }

  @Command(
      name = "run",
      mixinStandardHelpOptions = true,
      description = "Look at a shop's orders now and show how far it is; without --tenant at all.")
  void start(
      @Mixin OperatorOptions options,
      @Option(names = "--tenant", paramLabel = "SLUG") @Nullable String tenant,
      @Option(
              names = "--days-back",
              paramLabel = "DAYS",
              description = "How far to look back; default: where the last look ended.")
          @Nullable Integer daysBack,
      @Option(names = "--no-wait", description = "Only ask for it.") boolean noWait,
      @Option(names = "--dry-run", description = "Only say what would be looked at.")
          boolean dryRun) {
    if (tenant == null && daysBack != null) {
      throw CommandFailed.usage("--days-back needs --tenant");
    }
    try (OperatorCalls calls = new OperatorCalls(options, environment)) {
      if (dryRun) {
        planned(options, calls, tenant);
      } else if (tenant == null) {
        print(options, calls.call("POST", "/admin/sync", null), "shops");
      } else {
        look(options, calls, tenant, daysBack, !noWait);
      }
    }
  }

  private void planned(OperatorOptions options, OperatorCalls calls, @Nullable String tenant) {
    if (tenant != null) {
      show(options, calls.get(path(tenant)));
      return;
    }
    out.println(
        options.isJson()
            ? Json.write(Map.of("dry_run", true))
            : "All tenants that are connected with a shop would be looked at.");
  }

  private void look(
      OperatorOptions options,
      OperatorCalls calls,
      String tenant,
      @Nullable Integer daysBack,
      boolean wait) {
    JsonValue before = calls.get(path(tenant)).body();
    Map<String, Object> body = new LinkedHashMap<>();
    if (daysBack != null) {
      body.put("days_back", daysBack);
    }
    CallResult.Answered answer = calls.call("POST", path(tenant), body);
    long deadline = System.nanoTime() + WAIT_MAX.toNanos();
    boolean drawn = environment.isTerminal() && !options.isJson();
    while (wait && System.nanoTime() < deadline && !isOver(answer.body(), before)) {
      if (drawn) {
        out.print("\r" + (hasBegun(answer.body(), before) ? bar(answer.body()) : NOT_YET));
        out.flush();
      }
      pause();
      answer = calls.get(path(tenant));
    }
    if (wait && drawn) {
      out.println("\r" + bar(answer.body()));
    }
    show(options, answer);
    if (wait && "failing".equals(JsonText.at(answer.body(), "state"))) {
      throw CommandFailed.refused("the shop could not be looked at");
    }
  }

  /** It is over when one has ended since, well or not. */
  private static boolean isOver(JsonValue body, JsonValue before) {
    boolean idle = "idle".equals(JsonText.at(JsonText.find(body, SYNC), STATE));
    boolean newer =
        !Objects.equals(JsonText.at(before, "last_sync_at"), JsonText.at(body, "last_sync_at"));
    return idle && (newer || "failing".equals(JsonText.at(body, STATE)));
  }

  /** Until then the hub shows how far the one before was. */
  private static boolean hasBegun(JsonValue body, JsonValue before) {
    JsonValue sync = JsonText.find(body, SYNC);
    return "running".equals(JsonText.at(sync, STATE))
        || !Objects.equals(
            JsonText.at(JsonText.find(before, SYNC), "started_at"),
            JsonText.at(sync, "started_at"));
  }

  private static String bar(JsonValue body) {
    JsonValue sync = JsonText.find(body, SYNC);
    Long seen = JsonText.count(sync, "orders_seen");
    Long total = JsonText.count(sync, "orders_total");
    long known = seen == null ? 0 : seen;
    long all = total == null ? 0 : Math.max(total, known);
    boolean idle = "idle".equals(JsonText.at(sync, STATE, ""));
    return ProgressBar.of(idle ? 1 : known, idle ? 1 : all) + "  " + known + " orders";
  }

  private static void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailed.refused("interrupted");
    }
  }

  @Command(
      name = "pending",
      mixinStandardHelpOptions = true,
      description = "What a shop is still to be told or asked.")
  void pending(
      @Mixin OperatorOptions options,
      @Option(names = "--tenant", required = true, paramLabel = "SLUG") String tenant) {
    try (OperatorCalls calls = new OperatorCalls(options, environment)) {
      List<JsonValue> jobs = calls.list(QueueCommand.path(tenant) + "?state=waiting", "jobs");
      if (options.isJson()) {
        out.println(Json.write(Map.of("jobs", jobs)));
      } else {
        new QueueCommand(out, environment).print(jobs);
      }
    }
  }

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description = "How a tenant and its shop stand.")
  void status(
      @Mixin OperatorOptions options,
      @Option(names = "--tenant", required = true, paramLabel = "SLUG") String tenant) {
    try (OperatorCalls calls = new OperatorCalls(options, environment)) {
      show(options, calls.get(path(tenant)));
    }
  }

  @Command(
      name = "unmappable",
      mixinStandardHelpOptions = true,
      description = "The shop's orders that no till can have, and why.")
  void unmappable(
      @Mixin OperatorOptions options,
      @Option(names = "--tenant", required = true, paramLabel = "SLUG") String tenant) {
    try (OperatorCalls calls = new OperatorCalls(options, environment)) {
      List<JsonValue> orders = calls.list(QueueCommand.path(tenant) + "/unmappable", "orders");
      if (options.isJson()) {
        out.println(Json.write(Map.of("orders", orders)));
        return;
      }
      Table table = new Table().row("ORDER", "STATUS", "SINCE", "WHY", "WHERE");
      for (JsonValue order : orders) {
        table.row(
            JsonText.at(order, "external_id", ""),
            JsonText.at(order, "shop_status", ""),
            JsonText.at(order, "since", ""),
            JsonText.at(order, "reason", ""),
            JsonText.at(order, "shop_url", "-"));
      }
      table.print(out);
    }
  }

  @Command(
      name = "retry",
      mixinStandardHelpOptions = true,
      description = "Try what was given up again, and look at the shop.")
  void retry(
      @Mixin OperatorOptions options,
      @Option(names = "--tenant", required = true, paramLabel = "SLUG") String tenant,
      @Option(names = "--dry-run", description = "Only say how many.") boolean dryRun) {
    new QueueCommand(out, environment).retryAll(options, tenant, dryRun);
    if (!dryRun) {
      try (OperatorCalls calls = new OperatorCalls(options, environment)) {
        var _ = calls.call("POST", path(tenant), Map.of());
      }
    }
  }

  private void print(OperatorOptions options, CallResult.Answered answer, String member) {
    out.println(
        options.isJson()
            ? answer.text()
            : member + " to be looked at: " + JsonText.at(answer.body(), member, "0"));
  }

  private void show(OperatorOptions options, CallResult.Answered answer) {
    if (options.isJson()) {
      out.println(answer.text());
      return;
    }
    JsonValue body = answer.body();
    new Table()
        .row("shop", JsonText.at(body, "connector", "-"), JsonText.at(body, "state", "-"))
        .row("last look", JsonText.at(body, "last_sync_at", "never"), "")
        .row("next look", JsonText.at(body, "next_sync_at", "-"), "")
        .row("last trouble", JsonText.at(body, "last_error", "-"), "")
        .row("jobs waiting", text(body, "waiting_jobs"), "")
        .row("jobs given up", text(body, "dead_jobs"), "")
        .row("orders not understood", text(body, "unmappable_orders"), "")
        .print(out);
  }

  private static String text(JsonValue body, String name) {
    String text = JsonText.at(JsonText.find(body, "backlog"), name);
    return text == null ? "-" : text;
  }

  private static String path(String tenant) {
    return "/admin/tenants/" + HubHttp.encoded(tenant) + "/sync";
  }
}
