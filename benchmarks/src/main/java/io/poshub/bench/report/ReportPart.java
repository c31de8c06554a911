package io.poshub.bench.report;

import java.util.List;

/**
 * What is shown of a scenario.
 *
 * @param columns figures in the table
 * @param plots figures that are drawn
 */
record ReportPart(String scenario, String title, List<String> columns, List<String> plots) {
  private static final List<String> PUSH =
      List.of(
          "deliveries/s",
          "p50_ms",
          "p99_ms",
          "cpu_s/million",
          "db_cpu_s/million",
          "orders/s",
          "post_p99_ms",
          "bytes/message",
          "server_busy",
          "load_busy");
  private static final List<String> CALLS =
      List.of("calls/s", "p50_ms", "p99_ms", "max_ms", "cpu_s/million", "db_cpu_s/million");

  static final List<ReportPart> ALL =
      List.of(
          new ReportPart(
              "fanout",
              "Fan-out: one tenant, as fast as orders are answered",
              PUSH,
              List.of("deliveries/s", "cpu_s/million")),
          new ReportPart(
              "paced", "Orders at a given rate: how late they are", PUSH, List.of("p99_ms")),
          new ReportPart(
              "tenants", "Many tenants with a few sockets each", PUSH, List.of("p99_ms")),
          new ReportPart(
              "connect",
              "Opening sockets, each with its key",
              List.of("upgrades/s", "p50_ms", "p99_ms", "cpu_ms/upgrade", "db_cpu_ms/upgrade"),
              List.of("upgrades/s")),
          new ReportPart(
              "idle",
              "Sockets that are only open",
              List.of(
                  "KB/socket",
                  "process_MB",
                  "process_KB/socket",
                  "cpu_ms/socket/min",
                  "live_heap_B/socket"),
              List.of("KB/socket")),
          new ReportPart("ledger", "Deductions", CALLS, List.of("calls/s", "p99_ms")),
          new ReportPart("rest", "Reads", CALLS, List.of("calls/s", "p99_ms")),
          new ReportPart(
              "replay",
              "Terminals that come back for what they missed",
              List.of("seconds", "events/s", "cpu_s/million", "db_cpu_s/million"),
              List.of("events/s")),
          new ReportPart("start", "Time to ready", List.of("ready_s"), List.of("ready_s")),
          new ReportPart("jmh", "Parts, by JMH", List.of("ns/op", "B/op"), List.of()));
}
