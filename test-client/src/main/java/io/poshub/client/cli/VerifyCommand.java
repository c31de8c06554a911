package io.poshub.client.cli;

import static java.util.Objects.requireNonNull;

import io.poshub.client.http.CallResult;
import io.poshub.client.http.HubHttp;
import io.poshub.client.http.JsonText;
import io.poshub.protocol.json.JsonValue;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares a tenant's balances with its ledgers. Main thread. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description =
        "Compare every balance of a tenant with its ledger; exit code 1 if there are differences.")
final class VerifyCommand implements Callable<Integer> {
  /** Reading every ledger of a large shop takes its time. */
  static final Duration WAIT = Duration.ofMinutes(30);

  private final PrintWriter out;
  private final Environment environment;

  @Mixin private final OperatorOptions options = new OperatorOptions();

  @Option(names = "--tenant", required = true, paramLabel = "SLUG")
  private String tenant = "";

  VerifyCommand(PrintWriter out, Environment environment) {
    this.out = requireNonNull(out, "out is null");
    this.environment = requireNonNull(environment, "environment is null");
  }

  @Override
  public Integer call() {
    try (OperatorCalls calls = new OperatorCalls(options, environment)) {
      String path = "/admin/tenants/" + HubHttp.encoded(tenant) + "/verify";
      CallResult.Answered answer = calls.call("POST", path, null, WAIT);
      List<JsonValue> differences = JsonText.items(answer.body(), "differences");
      if (options.isJson()) {
        out.println(answer.text());
      } else {
        print(answer.body(), differences);
      }
      return differences.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  private void print(JsonValue body, List<JsonValue> differences) {
    JsonValue checked = JsonText.find(body, "checked");
    out.println(
        JsonText.at(checked, "cards", "0")
            + " cards, "
            + JsonText.at(checked, "accounts", "0")
            + " accounts, "
            + JsonText.at(checked, "transactions", "0")
            + " transactions");
    if (differences.isEmpty()) {
      out.println("Every balance is what its ledger says.");
      return;
    }
    Table table = new Table().row("WHOSE", "ID", "WHAT", "STORED", "LEDGER");
    for (JsonValue difference : differences) {
      table.row(
          JsonText.at(difference, "subject", ""),
          JsonText.at(difference, "id", ""),
          what(difference),
          JsonText.at(difference, "stored", "-"),
          JsonText.at(difference, "computed", "-"));
    }
    table.print(out);
    if ("true".equals(JsonText.at(body, "has_more"))) {
      out.println("There are more.");
    }
  }

  private static String what(JsonValue difference) {
    return switch (JsonText.at(difference, "kind", "")) {
      case "broken_row" ->
          "row "
              + JsonText.at(difference, "entry", "?")
              + ": "
              + JsonText.at(difference, "fault", "");
      case "wrong_hold" -> "hold " + JsonText.at(difference, "hold_id", "");
      default -> JsonText.at(difference, "field", "");
    };
  }
}
