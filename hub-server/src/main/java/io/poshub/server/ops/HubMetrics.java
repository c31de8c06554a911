package io.poshub.server.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.poshub.engine.terminal.SyncLog;
import io.poshub.rest.HttpReply;
import io.poshub.server.session.SessionRegistry;
import java.nio.charset.StandardCharsets;

/** The registry of all metrics, and the page that shows them. Any thread. */
public final class HubMetrics implements AutoCloseable {
  private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics gc = new JvmGcMetrics();

  public HubMetrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    gc.bindTo(registry);
  }

  public PrometheusMeterRegistry registry() {
    return registry;
  }

  /** Sockets by the size of their tenant: a few tills are a shop, many a chain. */
  public void watch(SessionRegistry sessions) {
    for (TenantClass tenantClass : TenantClass.values()) {
      Gauge.builder("hub_connections", sessions, all -> tenantClass.count(all))
          .description("Open sockets by the size of their tenant")
          .tag("tenant_class", tenantClass.label)
          .register(registry);
    }
  }

  public void watch(SyncLog log) {
    Gauge.builder("hub_sync_log_dropped", log, SyncLog::dropped)
        .description("Lines of the sync log that were dropped because too many came at once")
        .register(registry);
  }

  /** The page a Prometheus server scrapes. */
  public HttpReply page() {
    byte[] body = registry.scrape().getBytes(StandardCharsets.UTF_8);
    return HttpReply.json(200, body).with("Content-Type", CONTENT_TYPE);
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }

  /** How many sockets a tenant has. */
  private enum TenantClass {
    SMALL("small", 1, 5),
    MEDIUM("medium", 6, 50),
    LARGE("large", 51, Integer.MAX_VALUE);

    private final String label;
    private final int min;
    private final int max;

    TenantClass(String label, int min, int max) {
      this.label = label;
      this.min = min;
      this.max = max;
    }

    int count(SessionRegistry sessions) {
      return sessions.socketsByTenant().values().stream()
          .mapToInt(Integer::intValue)
          .filter(sockets -> sockets >= min && sockets <= max)
          .sum();
    }
  }
}
