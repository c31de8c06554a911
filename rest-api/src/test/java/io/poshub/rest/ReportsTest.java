package io.poshub.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.rest.RestFixture.Shop;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportsTest {
  private static final String SUMS =
      "\"total_sales\":\"100.00\",\"total_orders\":7,\"discounts\":\"5.00\",\"refunds\":\"2.00\",\"net_sales\":\"93.00\"";

  private RestFixture hub;
  private Shop shop;

  @BeforeAll
  void openShop() {
    hub = RestFixture.create();
    shop = hub.shop("reports");
  }

  @AfterAll
  void close() {
    hub.close();
  }

  @Test
  void aReportIsStoredOnceAndRevisedOpenly() {
    String body = "{\"report_date\":\"2026-11-20\"," + SUMS + "}";
    Answer first = submit(body).expect(201);
    assertThat(first.at("report.revision")).isEqualTo("1");
    assertThat(first.at("report.register_id")).isEqualTo("main");
    assertThat(first.at("report.net_sales")).isEqualTo("93.00");
    assertThat(first.list("report.differences")).isEmpty();

    assertThat(submit(body).expect(200).body()).isEqualTo(first.body());
    String other =
        "{\"report_date\":\"2026-11-20\",\"total_sales\":1,\"total_orders\":1,\"net_sales\":1";
    Answer refused = submit(other + "}");
    refused.expectProblem(409, "report_conflict");
    assertThat(refused.at("detail")).contains("Revision 1").contains("revision 2");
    submit(other + ",\"revision\":3}").expectProblem(409, "report_conflict");
    assertThat(submit(other + ",\"revision\":2}").expect(201).at("report.revision")).isEqualTo("2");

    assertThat(read("/2026-11-20").expect(200).at("report.revision")).isEqualTo("2");
    assertThat(read("/2026-11-20?revisions=all").expect(200).list("reports")).hasSize(2);
    assertThat(read("?from=2026-11-20&to=2026-11-20").expect(200).list("reports")).hasSize(1);
    assertThat(read("?from=2026-11-20&to=2026-11-20&revisions=all").list("reports")).hasSize(2);
  }

  @Test
  void aFullReportIsKeptAndCompared() {
    Answer stored =
        submit(
                """
                {"report_date":"2026-11-19","register_id":"bar","revision":1,"currency":"GBP",
                 "total_sales":100,"total_orders":7,"cash_sales":"20.00","card_sales":"50.00",
                 "gift_card_sales":"20.00","online_sales":"10.00","discounts":0,"refunds":0,"net_sales":100,
                 "top_items":[{"sku":"P","name":"Pizza","quantity":"3","sales":"30"}],
                 "busy_hours":[{"hour":0,"orders":3,"sales":"30.00"},{"hour":23,"orders":4,"sales":0}],
                 "staff_shifts":[{"staff_id":"s1","name":"Ann","start":"2026-11-19T09:00:00Z",
                   "end":"2026-11-19T17:00:00+00:00","orders":7,"sales":"100.00"}],
                 "notes":"quiet"}
                """)
            .expect(201);

    assertThat(stored.at("report.differences.0.field")).isEqualTo("gift_card_sales");
    assertThat(stored.at("report.differences.0.delta")).isEqualTo("20.00");
    assertThat(stored.at("report.differences.1.computed")).isEqualTo("0.00");
    assertThat(stored.at("report.top_items.0.name")).isEqualTo("Pizza");
    assertThat(stored.at("report.busy_hours.1.hour")).isEqualTo("23");
    assertThat(stored.at("report.staff_shifts.0.end")).isEqualTo("2026-11-19T17:00:00.000Z");
    assertThat(read("/2026-11-19?register_id=bar").expect(200).at("report.notes"))
        .isEqualTo("quiet");
    read("/2026-11-19").expectProblem(404, "report_not_found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"report_date\":\"2026-11-22\"|report_date",
        "\"report_date\":\"2026-02-29\"|report_date",
        "\"report_date\":\"2026-11-18\",\"top_items\":[{\"name\":\"x\",\"quantity\":0,\"sales\":1}]|top_items[0].quantity",
        "\"report_date\":\"2026-11-18\",\"top_items\":[{\"name\":\"x\",\"quantity\":\"1.0001\",\"sales\":1}]|top_items[0].quantity",
        "\"report_date\":\"2026-11-18\",\"top_items\":{}|top_items",
        "\"report_date\":\"2026-11-18\",\"busy_hours\":[{\"hour\":-1,\"orders\":1,\"sales\":1}]|busy_hours[0].hour",
        "\"report_date\":\"2026-11-18\",\"busy_hours\":[{\"orders\":1,\"sales\":1}]|busy_hours[0].hour",
        "\"report_date\":\"2026-11-18\",\"cash_sales\":1.001|cash_sales",
        "\"report_date\":\"2026-11-18\",\"differences\":[]|differences",
        "\"report_date\":\"20.11.2026\"|report_date",
        "\"report_date\":20261120|report_date",
        "\"report_date\":\"2026-11-18\",\"revision\":0|revision",
        "\"report_date\":\"2026-11-18\",\"register_id\":\"a \"|register_id",
        "\"report_date\":\"2026-11-18\",\"cash_sales\":\"-1\"|cash_sales",
        "\"report_date\":\"2026-11-18\",\"cashsales\":\"1\"|cashsales",
        "\"report_date\":\"2026-11-18\",\"top_items\":[{\"name\":\"x\",\"quantity\":1,\"sales\":1,\"x\":1}]|top_items[0].x",
        "\"report_date\":\"2026-11-18\",\"top_items\":[{\"name\":\"x\",\"sales\":1}]|top_items[0].quantity",
        "\"report_date\":\"2026-11-18\",\"busy_hours\":[{\"hour\":24,\"orders\":1,\"sales\":1}]|busy_hours[0].hour",
        "\"report_date\":\"2026-11-18\",\"busy_hours\":[{\"hour\":1,\"orders\":1,\"sales\":1},{\"hour\":1,\"orders\":1,\"sales\":1}]|busy_hours[1].hour",
        "\"report_date\":\"2026-11-18\",\"staff_shifts\":[{\"orders\":1,\"sales\":1,\"start\":\"2026-11-18T09:00:00Z\"}]|staff_shifts[0].staff_id",
        "\"report_date\":\"2026-11-18\",\"staff_shifts\":[{\"staff_id\":\"a\",\"orders\":1,\"sales\":1}]|staff_shifts[0].start",
        "\"report_date\":\"2026-11-18\",\"staff_shifts\":[{\"staff_id\":\"a\",\"orders\":1,\"sales\":1,\"start\":\"2026-11-18T09:00:00Z\",\"end\":\"2026-11-18T08:00:00Z\"}]|staff_shifts[0].end",
      })
  void aWrongReportIsRefusedByField(String members, String field) {
    submit("{" + members + "," + SUMS + "}").expectInvalid(field);
  }

  @Test
  void theNetMustAddUp() {
    submit(
            "{\"report_date\":\"2026-11-18\",\"total_sales\":10,\"total_orders\":1,\"refunds\":1,\"net_sales\":10}")
        .expectInvalid("net_sales");
    submit("{\"report_date\":\"2026-11-18\"}").expectInvalid("net_sales");
  }

  @Test
  void aNetBelowZeroIsToldWhyItCannotBe() {
    Answer refused =
        submit(
            """
            {"report_date":"2026-11-18","total_sales":"10.00","total_orders":1,
             "refunds":"12.50","discounts":"1.00","net_sales":"-3.50"}
            """);
    refused.expectInvalid("net_sales");
    assertThat(refused.at("detail"))
        .isEqualTo(
            "net_sales cannot be reported: total_sales - discounts - refunds is -3.50, and amounts"
                + " in reports are never below zero.");
    assertThat(refused.list("errors")).hasSize(1);
  }

  @Test
  void theDayIsTheShopsOwnUntilItEnds() {
    try (RestFixture night = RestFixture.create()) {
      Shop bar = night.shop("night");
      Answer settings = bar.admin().get(bar.path("/settings")).expect(200);
      bar.admin()
          .put(bar.path("/settings"), settings.get("settings").replace("\"00:00\"", "\"04:00\""))
          .expect(200);
      night.clock.set(Instant.parse("2026-11-22T03:59:59Z"));
      String today = "{\"report_date\":\"2026-11-22\"," + SUMS + "}";
      bar.till().post(bar.path("/reports/daily"), today).expectInvalid("report_date");
      night.clock.set(Instant.parse("2026-11-22T04:00:00Z"));
      bar.till().post(bar.path("/reports/daily"), today).expect(201);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?from=x|from",
        "?from=2026-11-02&to=2026-11-01|to",
        "?revisions=some|revisions",
        "?cursor=cjIwMjYtOTktOTkgMDE5OGYzYTAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAw|cursor",
        "/2026-13-01|date",
        "/today|date",
        "/2026-11-20?register_id=%20a|register_id",
        "/2026-11-20?register_id=a&register_id=b|register_id",
      })
  void aWrongReadIsRefusedByField(String path, String field) {
    read(path).expectInvalid(field);
  }

  @Test
  void listsThatAreTooLongAreRefused() {
    String item = "{\"name\":\"x\",\"quantity\":1,\"sales\":1}";
    submit(
            "{\"report_date\":\"2026-11-18\","
                + SUMS
                + ",\"top_items\":["
                + (item + ",").repeat(500)
                + item
                + "]}")
        .expectInvalid("top_items");
  }

  @Test
  void aRangeIsExportedForSpreadsheets() {
    Shop other = hub.shop("report-csv");
    String full =
        "\"gift_card_sales\":\"2.50\",\"notes\":\"=HYPERLINK(\\\"http://x\\\")\\nrain, all day\"";
    for (String body :
        List.of(
            "{\"report_date\":\"2026-11-10\",\"register_id\":\"+bar\"," + SUMS + "}",
            "{\"report_date\":\"2026-11-11\"," + full + "," + SUMS + "}",
            "{\"report_date\":\"2026-11-12\"," + SUMS + "}")) {
      other.till().post(other.path("/reports/daily"), body).expect(201);
    }
    String list = other.path("/reports/daily?to=2026-11-11");

    Answer csv = other.platform().get(list, Map.of("accept", "text/csv, */*;q=0.1")).expect(200);

    assertThat(csv.header("Content-Type")).isEqualTo("text/csv; charset=utf-8; header=present");
    assertThat(csv.header("Vary")).isEqualTo("Accept");
    assertThat(csv.body().replaceAll(",[^,]+,[0-9a-f-]{36}\r\n", ",AT,ID\r\n"))
        .isEqualTo(
            String.join(
                "\r\n",
                "report_date,register_id,revision,currency,total_orders,total_sales,cash_sales,"
                    + "card_sales,gift_card_sales,online_sales,discounts,refunds,net_sales,"
                    + "gift_card_sales_delta,online_sales_delta,notes,created_at,id",
                "2026-11-11,\"main\",1,GBP,7,100.00,,,2.50,,5.00,2.00,93.00,2.50,,"
                    + "\"'=HYPERLINK(\"\"http://x\"\")\nrain, all day\",AT,ID",
                "2026-11-10,\"'+bar\",1,GBP,7,100.00,,,,,5.00,2.00,93.00,,,\"\",AT,ID",
                ""));
    assertThat(other.platform().get(list + "&format=csv").expect(200).body()).isEqualTo(csv.body());
    assertThat(other.platform().get(list + "&format=json", Map.of("accept", "text/csv")).json())
        .isEqualTo(other.platform().get(list, Map.of("accept", "*/*")).json());
    other.platform().get(list + "&format=csv&limit=5").expectInvalid("limit");
    other.platform().get(list + "&format=xml").expectInvalid("format");
  }

  @Test
  void theListIsPaged() {
    Shop other = hub.shop("report-list");
    for (int day = 10; day < 15; day++) {
      other
          .till()
          .post(
              other.path("/reports/daily"),
              "{\"report_date\":\"2026-11-" + day + "\"," + SUMS + "}")
          .expect(201);
    }
    Answer first = other.platform().get(other.path("/reports/daily?limit=3")).expect(200);
    Answer second =
        other
            .platform()
            .get(other.path("/reports/daily?limit=3&cursor=" + first.get("cursor")))
            .expect(200);

    assertThat(first.at("reports.0.report_date")).isEqualTo("2026-11-14");
    assertThat(second.list("reports")).hasSize(2);
    assertThat(second.at("reports.1.report_date")).isEqualTo("2026-11-10");
  }

  private Answer submit(String body) {
    return shop.till().post(shop.path("/reports/daily"), body);
  }

  private Answer read(String path) {
    return shop.admin().get(shop.path("/reports/daily" + path));
  }
}
