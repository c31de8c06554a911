package io.poshub.bench.scenario;

import io.poshub.bench.load.Pace;
import io.poshub.bench.load.RequestTemplate;
import io.poshub.bench.measure.Ratio;
import io.poshub.bench.peer.HubAdmin;
import io.poshub.bench.peer.HubServer;
import io.poshub.bench.peer.MeasuredServer;
import io.poshub.bench.peer.PeerKind;
import io.poshub.bench.peer.Peers;
import io.poshub.bench.peer.PushServer;
import io.poshub.bench.peer.TenantKeys;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The servers of a guard, and what is measured of them. Main thread. */
final class GuardRun implements AutoCloseable {
  private static final int PUBLISHERS = 8;
  private static final int CALLERS = 32;
  private static final String FAN_OUT = "fan-out";
  private static final String BALANCE = "balance";
  private static final String ONE_CARD = "one card";

  private final Contest contest;
  private final GuardOptions options;
  private final HubServer hub;
  private final PushServer push;
  private final MeasuredServer rest;
  private final String card;

  private GuardRun(
      Contest contest,
      GuardOptions options,
      HubServer hub,
      PushServer push,
      MeasuredServer rest,
      String card) {
    this.contest = contest;
    this.options = options;
    this.hub = hub;
    this.push = push;
    this.rest = rest;
    this.card = card;
  }

  static GuardRun start(Contest contest, BenchSetting setting, GuardOptions options)
      throws IOException, InterruptedException {
    Peers peers = new Peers(setting.peers(), contest.cores());
    HubServer hub = Stage.hub(contest, setting, 1);
    try (HubAdmin admin = new HubAdmin(hub.port())) {
      String card = admin.issueCard(hub.tenants().getFirst(), "900000000.00");
      PushServer push = peers.start(PeerKind.NODE_WS, contest.folder().path(), 1);
      try {
        MeasuredServer rest = peers.startRest(hub, contest.folder().path());
        return new GuardRun(contest, options, hub, push, rest, card);
      } catch (IOException | InterruptedException | RuntimeException e) {
        push.close();
        throw e;
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      hub.close();
      throw e;
    }
  }

  /** The hub's medians by its peers', by name. */
  Map<String, Double> measure() throws IOException, InterruptedException {
    for (int round = 1; round <= options.rounds(); round++) {
      for (PushServer server : List.of(hub, push)) {
        Duration warmUp = warmUp(server, round);
        PushLoad load =
            new PushLoad(1, options.sockets(), PUBLISHERS, new Pace.AsAnswered(), options.length());
        contest.round(
            FAN_OUT, server.name(), round, () -> new PushMeasurement(server, load).run(warmUp));
      }
      for (MeasuredServer server : List.of(hub, rest)) {
        calls(BALANCE, server, round, balance());
        calls(ONE_CARD, server, round, deduction());
      }
    }
    return ratios();
  }

  private void calls(String variant, MeasuredServer server, int round, RequestTemplate request)
      throws IOException, InterruptedException {
    contest.round(
        variant,
        server.name(),
        round,
        () ->
            new CallMeasurement(server, CALLERS, warmUp(server, round), options.length())
                .run(List.of(request))
                .figures());
  }

  private Duration warmUp(MeasuredServer server, int round) {
    return server == hub ? options.hubWarmUp(round) : options.peerWarmUp(round);
  }

  private Map<String, Double> ratios() {
    Map<String, Double> ratios = new LinkedHashMap<>();
    ratios.put("fan-out deliveries/s by " + push.name(), ratio(FAN_OUT, "deliveries/s", push));
    ratios.put(
        "fan-out deliveries per CPU second by " + push.name(),
        1 / ratio(FAN_OUT, "cpu_s/million", push));
    ratios.put("balance calls/s by " + rest.name(), ratio(BALANCE, "calls/s", rest));
    ratios.put("one card calls/s by " + rest.name(), ratio(ONE_CARD, "calls/s", rest));
    return ratios;
  }

  private double ratio(String variant, String figure, MeasuredServer peer) {
    return Ratio.of(contest.samples(), variant, figure, hub.name(), peer.name());
  }

  private RequestTemplate balance() {
    TenantKeys tenant = hub.tenants().getFirst();
    return RequestTemplate.get(
        0, "/api/" + tenant.slug() + "/gift-cards/" + card + "/balance", tenant.terminalHeaders());
  }

  private RequestTemplate deduction() {
    TenantKeys tenant = hub.tenants().getFirst();
    return RequestTemplate.post(
        0,
        "/api/" + tenant.slug() + "/gift-cards/" + card + "/deduct",
        tenant.terminalHeaders(),
        "{\"amount\":\"0.01\",\"terminal\":\"till\"}");
  }

  @Override
  public void close() {
    rest.close();
    push.close();
    hub.close();
  }
}
