package io.poshub.bench.scenario;

import io.poshub.bench.load.RequestTemplate;
import io.poshub.bench.peer.HubAdmin;
import io.poshub.bench.peer.HubServer;
import io.poshub.bench.peer.MeasuredServer;
import io.poshub.bench.peer.Peers;
import io.poshub.bench.peer.TenantKeys;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The hub against Node with mysql2 on the hub's own database, both by HTTP. Main thread. */
final class LedgerByHttp {
  private static final String CARD_AMOUNT = "900000000.00";
  private static final long CARD_MINOR = 90_000_000_000L;

  private final Contest contest;
  private final int callers;
  private final RoundOptions options;

  LedgerByHttp(Contest contest, int callers, RoundOptions options) {
    this.contest = contest;
    this.callers = callers;
    this.options = options;
  }

  /** A card and whose it is. */
  private record Card(TenantKeys tenant, String id) {
    RequestTemplate deduct() {
      return RequestTemplate.post(
          0,
          "/api/" + tenant.slug() + "/gift-cards/" + id + "/deduct",
          tenant.terminalHeaders(),
          "{\"amount\":\"0.01\",\"terminal\":\"till\"}");
    }
  }

  void run(BenchSetting setting, List<LedgerShape> shapes)
      throws IOException, InterruptedException {
    int most = shapes.stream().mapToInt(LedgerShape::tenants).max().orElse(1);
    try (HubServer hub = Stage.hub(contest, setting, most);
        MeasuredServer node =
            new Peers(setting.peers(), contest.cores()).startRest(hub, contest.folder().path());
        HubAdmin admin = new HubAdmin(hub.port())) {
      for (LedgerShape shape : shapes) {
        List<TenantKeys> tenants = hub.tenants().subList(0, shape.tenants());
        Map<MeasuredServer, List<Card>> cards = new LinkedHashMap<>();
        cards.put(hub, issue(admin, tenants, shape.cardsEach()));
        cards.put(node, issue(admin, tenants, shape.cardsEach()));
        compare(shape, admin, cards);
      }
    }
  }

  private void compare(LedgerShape shape, HubAdmin admin, Map<MeasuredServer, List<Card>> cards)
      throws IOException, InterruptedException {
    Map<MeasuredServer, Long> accepted = new LinkedHashMap<>();
    for (int round = 1; round <= options.rounds(); round++) {
      Duration warmUp = options.warmUp(round);
      for (Map.Entry<MeasuredServer, List<Card>> entry : cards.entrySet()) {
        MeasuredServer server = entry.getKey();
        CallMeasurement.Outcome outcome =
            new CallMeasurement(server, callers, warmUp, options.length())
                .run(entry.getValue().stream().map(Card::deduct).toList());
        accepted.merge(server, outcome.accepted(), Long::sum);
        contest.round(shape.variant(), "http: " + server.name(), round, outcome::figures);
      }
    }
    for (Map.Entry<MeasuredServer, List<Card>> entry : cards.entrySet()) {
      long left = 0;
      for (Card card : entry.getValue()) {
        left += admin.balanceMinor(card.tenant(), card.id());
      }
      long taken = accepted.getOrDefault(entry.getKey(), 0L);
      contest.require(
          entry.getKey().name() + ", " + shape.variant(),
          left == entry.getValue().size() * CARD_MINOR - taken);
    }
  }

  private static List<Card> issue(HubAdmin admin, List<TenantKeys> tenants, int each)
      throws IOException, InterruptedException {
    List<Card> cards = new ArrayList<>();
    for (TenantKeys tenant : tenants) {
      for (int i = 0; i < each; i++) {
        cards.add(new Card(tenant, admin.issueCard(tenant, CARD_AMOUNT)));
      }
    }
    return cards;
  }
}
