package io.poshub.bench.scenario;

import io.poshub.bench.load.RequestTemplate;
import io.poshub.bench.peer.HubAdmin;
import io.poshub.bench.peer.HubServer;
import io.poshub.bench.peer.MeasuredServer;
import io.poshub.bench.peer.Peers;
import io.poshub.bench.peer.TenantKeys;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./hub bench rest}: what tills read, against Node with mysql2 on the same database. */
@Command(
    name = "rest",
    description = "Balance, pending orders and health against Node + mysql2 on the same database.",
    mixinStandardHelpOptions = true)
public final class RestCommand implements Callable<Integer> {
  private static final int PENDING_ORDERS = 20;

  private final BenchSetting setting;

  @Mixin private final RoundOptions options = new RoundOptions();

  @Option(names = "--connections", description = "At once (default: ${DEFAULT-VALUE}).")
  private int connections = 64;

  public RestCommand(BenchSetting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws Exception {
    try (Contest contest = Contest.begin("rest", setting, options.isPinned());
        HubServer hub = Stage.hub(contest, setting, 1);
        MeasuredServer node =
            new Peers(setting.peers(), contest.cores()).startRest(hub, contest.folder().path())) {
      Map<String, RequestTemplate> reads = reads(hub);
      for (Map.Entry<String, RequestTemplate> read : reads.entrySet()) {
        for (int round = 1; round <= options.rounds(); round++) {
          Duration warmUp = options.warmUp(round);
          for (MeasuredServer server : List.of(hub, node)) {
            contest.round(
                read.getKey(),
                server.name(),
                round,
                () ->
                    new CallMeasurement(server, connections, warmUp, options.length())
                        .run(List.of(read.getValue()))
                        .figures());
          }
        }
      }
      return contest.end();
    }
  }

  private static Map<String, RequestTemplate> reads(HubServer hub) throws Exception {
    TenantKeys tenant = hub.tenants().getFirst();
    String api = "/api/" + tenant.slug();
    String card;
    try (HubAdmin admin = new HubAdmin(hub.port())) {
      card = admin.issueCard(tenant, "100.00");
      for (int i = 0; i < PENDING_ORDERS; i++) {
        admin.order(tenant);
      }
    }
    Map<String, RequestTemplate> reads = new LinkedHashMap<>();
    reads.put("balance", get(tenant, api + "/gift-cards/" + card + "/balance"));
    reads.put(PENDING_ORDERS + " pending orders", get(tenant, api + "/orders/pending"));
    reads.put("health", get(tenant, api + "/health"));
    return reads;
  }

  private static RequestTemplate get(TenantKeys tenant, String path) {
    return RequestTemplate.get(0, path, tenant.terminalHeaders());
  }
}
