package io.poshub.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.client.fakehub.FakeAnswer;
import io.poshub.client.fakehub.FakeHub;
import io.poshub.protocol.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's commands about online shops. */
class SyncAndQueueCommandsTest {
  private final Path folder;
  private final OperatorDesk desk;
  private final FakeHub hub;

  SyncAndQueueCommandsTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.desk = new OperatorDesk(folder);
    this.hub = desk.hub;
  }

  @AfterEach
  void stop() throws IOException {
    desk.close();
  }

  private Run run(String... args) {
    return desk.run(args);
  }

  @Test
  void theQueueIsShownAndOnlyCountedWhenDry() throws Exception {
    hub.onRest(
        _ -> FakeAnswer.ok("{\"queue\":{\"waiting\":1,\"running\":0,\"done\":2,\"dead\":1}}"));
    Run stats = run("queue", "stats", "--tenant", "kitchen");
    assertThat(stats.code()).isZero();
    assertThat(stats.out()).contains("waiting  1").contains("50 %").contains("dead");
    Run dry = run("queue", "retry-all", "--tenant", "kitchen", "--dry-run");
    assertThat(dry.out()).isEqualTo("Would be retried: 1\n");
    assertThat(hub.requests()).allMatch(request -> request.method().equals("GET"));
    assertThat(run("queue", "list", "--tenant", "kitchen", "--state", "odd").code()).isNotZero();
  }

  @Test
  void onATerminalItIsDrawnHowFarASyncIsAndNotHowFarTheOneBeforeWas() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    hub.onRest(_ ->
        FakeAnswer.ok(
            switch (calls.incrementAndGet()) {
              case 1 -> syncState("idle", "11", 10, "10");
              case 2 -> syncState("requested", "11", 10, "10");
              case 3 -> syncState("running", "12", 5, "10");
              default -> syncState("idle", "12", 10, "12");
            }));

    Run sync =
        Run.of(
            folder,
            Map.of(),
            true,
            "sync",
            "run",
            "--tenant",
            "kitchen",
            "--url",
            hub.address().toString());

    assertThat(sync.code()).isZero();
    assertThat(sync.out().split("\n", -1)[0].split("\r", -1))
        .satisfiesExactly(
            first -> assertThat(first).isEmpty(),
            first -> assertThat(first).contains("   0 %"),
            second -> assertThat(second).contains("  50 %"),
            third -> assertThat(third).contains(" 100 %"));
  }

  private static String syncState(String state, String startedHour, int seen, String endedHour) {
    return "{\"connector\":\"woocommerce\",\"state\":\"active\",\"sync\":{\"state\":\""
        + state
        + "\",\"started_at\":\"2026-11-21T"
        + startedHour
        + ":00:00.000Z\",\"orders_seen\":"
        + seen
        + ",\"orders_total\":10},\"last_sync_at\":\"2026-11-21T"
        + endedHour
        + ":00:00.000Z\"}";
  }

  @Test
  void aSyncIsWaitedForUntilItHasEnded() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    hub.onRest(_ ->
        FakeAnswer.ok(
            calls.incrementAndGet() < 3
                ? "{\"connector\":\"woocommerce\",\"state\":\"active\",\"sync\":{\"state\":\"running\","
                    + "\"orders_seen\":5,\"orders_total\":10}}"
                : "{\"connector\":\"woocommerce\",\"state\":\"active\",\"sync\":{\"state\":\"idle\","
                    + "\"orders_seen\":10,\"orders_total\":10},\"last_sync_at\":\"2026-11-21T12:00:00.000Z\"}"));
    Run sync = run("sync", "run", "--tenant", "kitchen");
    assertThat(sync.code()).isZero();
    assertThat(sync.out())
        .contains("2026-11-21T12:00:00.000Z")
        .doesNotContain("%")
        .doesNotContain("\r");
    assertThat(run("sync", "run", "--tenant", "kitchen", "--dry-run", "--json").out())
        .contains("woocommerce");
  }

  @Test
  void jobsOfOneStateAreListedPageByPage() throws Exception {
    hub.onRest(request ->
        request.parameter("cursor") == null
            ? FakeAnswer.ok("{\"jobs\":[{\"id\":\"j1\"}],\"has_more\":true,\"cursor\":\"c1\"}")
            : FakeAnswer.ok("{\"jobs\":[{\"id\":\"j2\"}],\"has_more\":false}"));

    Run list = run("queue", "list", "--tenant", "kitchen", "--state", "dead");
    Run pending = run("sync", "pending", "--tenant", "kitchen");

    assertThat(list.out()).contains("j1").contains("j2");
    assertThat(pending.out()).contains("j1").contains("j2");
    assertThat(hub.requests())
        .extracting(request -> request.path() + " " + request.parameter("state"))
        .containsExactly(
            "/admin/tenants/kitchen/queue dead",
            "/admin/tenants/kitchen/queue dead",
            "/admin/tenants/kitchen/queue waiting",
            "/admin/tenants/kitchen/queue waiting");
    assertThat(hub.requests().get(1).parameter("limit")).isEqualTo("200");
  }

  @Test
  void whatIsTriedAgainAndWhatIsOvertakenIsCounted() throws Exception {
    hub.onRest(request ->
        FakeAnswer.ok(
            request.path().endsWith("/j1/retry")
                ? "{\"job\":{\"id\":\"j1\",\"state\":\"done\",\"shop_status\":\"completed\","
                    + "\"last_error\":\"overtaken: the order is ready by now\"}}"
                : "{\"retried\":2,\"overtaken\":1}"));

    assertThat(run("queue", "retry-all", "--tenant", "kitchen").out())
        .isEqualTo("retried    2\novertaken  1\n");
    assertThat(run("queue", "retry", "--tenant", "kitchen", "j1").out())
        .contains("state        done\n", "shop status  completed\n", "overtaken");
    assertThat(run("queue", "retry-all", "--tenant", "kitchen", "--json").out())
        .isEqualTo("{\"retried\":2,\"overtaken\":1}\n");
  }

  @Test
  void ordersThatNoTillCanHaveAreListedWithTheReason() throws Exception {
    String order =
        "{\"external_id\":\"160\",\"reason\":\"it has no lines\",\"shop_status\":\"processing\","
            + "\"since\":\"2026-11-21T12:00:00.000Z\",\"shop_url\":\"https://s/160\"}";
    hub.onRest(_ -> FakeAnswer.ok("{\"orders\":[" + order + "],\"has_more\":false}"));

    Run table = run("sync", "unmappable", "--tenant", "kitchen");
    Run json = run("sync", "unmappable", "--tenant", "kitchen", "--json");

    assertThat(table.out().lines())
        .containsExactly(
            "ORDER  STATUS      SINCE                     WHY              WHERE",
            "160    processing  2026-11-21T12:00:00.000Z  it has no lines  https://s/160");
    assertThat(Json.parse(json.out())).isEqualTo(Json.parse("{\"orders\":[" + order + "]}"));
    assertThat(hub.requests().getFirst().path())
        .isEqualTo("/admin/tenants/kitchen/queue/unmappable");
  }

  @Test
  void aSyncThatFailedMakesTheCommandFail() {
    hub.onRest(_ ->
        FakeAnswer.ok(
            "{\"connector\":\"woocommerce\",\"state\":\"failing\",\"sync\":{\"state\":\"idle\"},"
                + "\"last_error\":\"the shop answered 500\"}"));

    Run sync = run("sync", "run", "--tenant", "kitchen");

    assertThat(sync.code()).isEqualTo(1);
    assertThat(sync.out()).contains("the shop answered 500");
    assertThat(sync.err()).contains("could not be looked at");
    assertThat(run("sync", "run", "--tenant", "kitchen", "--no-wait").code()).isZero();
  }
}
