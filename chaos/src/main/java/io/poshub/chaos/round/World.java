package io.poshub.chaos.round;

import io.poshub.chaos.plan.Line;
import io.poshub.chaos.process.DatabaseProcess;
import io.poshub.chaos.process.HubProcess;
import io.poshub.chaos.proxy.TcpProxy;
import io.poshub.chaos.shop.AuditReader;
import io.poshub.chaos.shop.CallLog;
import io.poshub.chaos.shop.TenantAccess;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;

/**
 * All that lives through a run: one hub, its database, the lines to it, and the tenants. Any
 * thread.
 *
 * @param quietTenant one to whom nothing ever happens
 */
record World(
    HubProcess hub,
    DatabaseProcess database,
    Map<Line, TcpProxy> lines,
    HttpClient client,
    CallLog calls,
    ProcessLog processLog,
    List<TenantWorld> tenants,
    TenantAccess quietTenant,
    AuditReader audit) {
  World {
    lines = Map.copyOf(lines);
    tenants = List.copyOf(tenants);
  }

  TcpProxy line(Line line) {
    TcpProxy proxy = lines.get(line);
    if (proxy == null) {
      throw new IllegalStateException("there is no line " + line);
    }
    return proxy;
  }

  /** Where a line's clients find the hub. */
  static URI url(TcpProxy line) {
    return URI.create("http://127.0.0.1:" + line.port());
  }
}
