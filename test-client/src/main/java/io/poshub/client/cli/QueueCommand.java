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
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The work that waits for a tenant's online shop. Main thread. */
@Command(
    name = "queue",
    mixinStandardHelpOptions = true,
    description = "Look after the work that waits for a tenant's online shop.",
    synopsisSubcommandLabel = "(stats | list | show | retry | retry-all | clear | prune)")
final class QueueCommand implements Runnable {
  private static final Set<String> STATES = Set.of("waiting", "running", "done", "dead");
  private static final String DRY_RUN = "dry_run";

  private final PrintWriter out;
  private final Environment environment;

  QueueCommand(PrintWriter out, Environment environment) {
    this.out = requireNonNull(out, "out is null");
    this.environment = requireNonNull(environment, "environment is null");
  }

  @Override
  public void run() {
    throw CommandFailed.usage(
        "Say what to do: stats, list, show, retry, retry-all, clear or prune (--help).");
  }

  @Command(
      name = "stats",
      mixinStandardHelpOptions = true,
      description = "How many jobs of each state there are.")
  void stats(
      @Mixin OperatorOptions options,
      @Option(names = "--tenant", required = true, paramLabel = "SLUG") String tenant) {
    try (OperatorCalls calls = new OperatorCalls(options, environment)) {
      CallResult.Answered answer = calls.get(path(tenant) + "/stats");
      if (options.isJson()) {
        out.println(answer.text());
        return;
      }
      JsonValue queue = JsonText.find(answer.body(), "queue");
      long waiting = count(queue, "waiting");
      long running = count(queue, "running");
      long done = count(queue, "done");
      long dead = count(queue, "dead");
      long all = waiting + running + done + dead;
      new Table()
          .row("waiting", Long.toString(waiting), ProgressBar.of(waiting, all))
          .row("running", Long.toString(running), ProgressBar.of(running, all))
          .row("done", Long.toString(done), ProgressBar.of(done, all))
          .row("dead", Long.toString(dead), ProgressBar.of(dead, all))
          .print(out);
      String oldest = JsonText.at(queue, "oldest");
      if (oldest != null) {
        out.println("The oldest has waited since " + oldest + ".");
      }
    }
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "List jobs, newest first.")
  void list(
      @Mixin OperatorOptions options,
      @Option(names = "--tenant", required = true, paramLabel = "SLUG") String tenant,
      @Option(
              names = "--state",
              paramLabel = "STATE",
              description = "waiting, running, done or dead; default: all.")
          @Nullable String state) {
    if (state != null && !STATES.contains(state)) {
      throw CommandFailed.usage("--state is waiting, running, done or dead");
    }
    try (OperatorCalls calls = new OperatorCalls(options, environment)) {
      List<JsonValue> jobs =
          calls.list(path(tenant) + (state == null ? "" : "?state=" + state), "jobs");
      if (options.isJson()) {
        out.println(Json.write(Map.of("jobs", jobs)));
      } else {
        print(jobs);
      }
    }
  }

  void print(List<JsonValue> jobs) {
    Table table = new Table().row("ID", "KIND", "ORDER", "STATUS", "STATE", "TRIES", "NEXT", "WHY");
    for (JsonValue job : jobs) {
      table.row(
          JsonText.at(job, "id", ""),
          JsonText.at(job, "kind", ""),
          JsonText.at(job, "external_id", ""),
          JsonText.at(job, "status", "-"),
          JsonText.at(job, "state", ""),
          JsonText.at(job, "attempts", "0"),
          JsonText.at(job, "next_at", "-"),
          JsonText.at(job, "last_error", "-"));
    }
    table.print(out);
  }

  @Command(name = "show", mixinStandardHelpOptions = true, description = "Show one job.")
  void show(
      @Mixin OperatorOptions options,
      @Option(names = "--tenant", required = true, paramLabel = "SLUG") String tenant,
      @Parameters(paramLabel = "ID", description = "The job's id, from queue list.") String id) {
    try (OperatorCalls calls = new OperatorCalls(options, environment)) {
      printJob(options, calls.get(path(tenant) + "/" + HubHttp.encoded(id)));
    }
  }

  @Command(
      name = "retry",
      mixinStandardHelpOptions = true,
      description =
          "Try one job again at once, with all its attempts; a dead one whose order has moved on"
              + " since is ended instead.")
  void retry(
      @Mixin OperatorOptions options,
      @Option(names = "--tenant", required = true, paramLabel = "SLUG") String tenant,
      @Parameters(paramLabel = "ID", description = "The job's id, from queue list.") String id) {
    try (OperatorCalls calls = new OperatorCalls(options, environment)) {
      printJob(
          options, calls.call("POST", path(tenant) + "/" + HubHttp.encoded(id) + "/retry", null));
    }
  }

  @Command(
      name = "retry-all",
      mixinStandardHelpOptions = true,
      description =
          "Try all dead jobs again at once, and end those whose orders have moved on since.")
  void retryAll(
      @Mixin OperatorOptions options,
      @Option(names = "--tenant", required = true, paramLabel = "SLUG") String tenant,
      @Option(names = "--dry-run", description = "Only say how many.") boolean dryRun) {
    try (OperatorCalls calls = new OperatorCalls(options, environment)) {
      if (dryRun) {
        JsonValue queue = JsonText.find(calls.get(path(tenant) + "/stats").body(), "queue");
        counted(options, "retried", count(queue, "dead"), true);
        return;
      }
      CallResult.Answered answer = calls.call("POST", path(tenant) + "/retry", null);
      if (options.isJson()) {
        out.println(answer.text());
        return;
      }
      new Table().members(answer.body(), "retried", "overtaken").print(out);
    }
  }

  @Command(
      name = "clear",
      mixinStandardHelpOptions = true,
      description = "Delete waiting or dead jobs that nobody shall do.")
  void clear(
      @Mixin OperatorOptions options,
      @Option(names = "--tenant", required = true, paramLabel = "SLUG") String tenant,
      @Option(names = "--state", paramLabel = "STATE", description = "dead (default) or waiting.")
          @Nullable String state,
      @Option(names = "--dry-run", description = "Only say how many.") boolean dryRun) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("state", state == null ? "dead" : state);
    body.put(DRY_RUN, dryRun);
    try (OperatorCalls calls = new OperatorCalls(options, environment)) {
      CallResult.Answered answer = calls.call("POST", path(tenant) + "/clear", body);
      counted(options, "cleared", count(answer.body(), "cleared"), dryRun);
    }
  }

  @Command(
      name = "prune",
      mixinStandardHelpOptions = true,
      description = "Delete jobs that were done long ago.")
  void prune(
      @Mixin OperatorOptions options,
      @Option(names = "--tenant", required = true, paramLabel = "SLUG") String tenant,
      @Option(names = "--older-than-days", paramLabel = "DAYS", defaultValue = "7") int days,
      @Option(names = "--dry-run", description = "Only say how many.") boolean dryRun) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("older_than_days", days);
    body.put(DRY_RUN, dryRun);
    try (OperatorCalls calls = new OperatorCalls(options, environment)) {
      CallResult.Answered answer = calls.call("POST", path(tenant) + "/prune", body);
      counted(options, "pruned", count(answer.body(), "pruned"), dryRun);
    }
  }

  private void counted(OperatorOptions options, String what, long count, boolean dryRun) {
    if (options.isJson()) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put(what, count);
      members.put(DRY_RUN, dryRun);
      out.println(Json.write(members));
    } else {
      out.println((dryRun ? "Would be " : "") + what + ": " + count);
    }
  }

  private void printJob(OperatorOptions options, CallResult.Answered answer) {
    if (options.isJson()) {
      out.println(answer.text());
      return;
    }
    new Table()
        .members(
            JsonText.find(answer.body(), "job"),
            "id",
            "kind",
            "external_id",
            "order_id",
            "status",
            "shop_status",
            "state",
            "attempts",
            "next_at",
            "last_error",
            "created_at",
            "updated_at")
        .print(out);
  }

  private static long count(@Nullable JsonValue body, String name) {
    Long count = JsonText.count(body, name);
    return count == null ? 0 : count;
  }

  static String path(String tenant) {
    return "/admin/tenants/" + HubHttp.encoded(tenant) + "/queue";
  }
}
