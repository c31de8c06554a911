package io.poshub.bench.scenario;

import io.poshub.bench.ledger.BenchDatabase;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code ./hub bench ledger}: deductions. First the engine in this process, on all processors: the
 * lane against one transaction a call through the same pool. Then by HTTP, pinned: the hub against
 * Node on the hub's database. Ends with an error if a balance is not what the answers add up to.
 */
@Command(
    name = "ledger",
    description = "Deductions: lane against one transaction a call, and hub against Node + mysql2.",
    mixinStandardHelpOptions = true)
public final class LedgerCommand implements Callable<Integer> {
  private final BenchSetting setting;

  @Mixin private final RoundOptions options = new RoundOptions();

  @Option(names = "--callers", description = "At once (default: ${DEFAULT-VALUE}).")
  private int callers = 64;

  @Option(names = "--pool", description = "Connections (default: ${DEFAULT-VALUE}).")
  private int poolSize = 16;

  @Option(names = "--cards", description = "That many cards are (default: ${DEFAULT-VALUE}).")
  private int cards = 256;

  @Option(names = "--tenants", description = "That many tenants are (default: ${DEFAULT-VALUE}).")
  private int tenants = 200;

  @Option(names = "--only", description = "engine or http (default: both).")
  private String only = "";

  @Option(
      names = "--tenants-only",
      description = "Only the deductions that are spread over the tenants.")
  private boolean isTenantsOnly;

  @Option(names = "--db-url", description = "For the engine: your own server, not an embedded one.")
  private @Nullable String url;

  @Option(names = "--db-user", description = "Its user (default: ${DEFAULT-VALUE}).")
  private String user = "root";

  @Option(names = "--db-password", description = "Its password.")
  private String password = "";

  public LedgerCommand(BenchSetting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws Exception {
    List<LedgerShape> shapes = shapes();
    try (Contest contest = Contest.unpinned("ledger", setting, options.isPinned())) {
      if (!only.equals("http")) {
        LedgerInProcess.run(contest, database(contest), poolSize, callers, options, shapes);
      }
      if (!only.equals("engine")) {
        contest.pin();
        new LedgerByHttp(contest, callers, options).run(setting, shapes);
      }
      return contest.end();
    }
  }

  private List<LedgerShape> shapes() {
    LedgerShape spread = new LedgerShape(tenants + " tenants", tenants, 1);
    return isTenantsOnly
        ? List.of(spread)
        : List.of(
            new LedgerShape("one card", 1, 1), new LedgerShape(cards + " cards", 1, cards), spread);
  }

  private BenchDatabase database(Contest contest) throws Exception {
    return url == null
        ? BenchDatabase.embedded(contest.folder().path().resolve("engine"), poolSize)
        : BenchDatabase.external(url, user, password, poolSize);
  }
}
