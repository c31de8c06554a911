package io.poshub.bench.peer;

import io.poshub.bench.load.Greeting;
import io.poshub.bench.load.RequestTemplate;
import io.poshub.bench.process.ServerProcess;
import java.io.IOException;
import java.util.List;

/**
 * A peer that was written for this comparison: tenants t0, t1 and so on, the key of each by its
 * number, the hub's own paths. One thread.
 */
final class KeyedServer implements PushServer {
  private final ServerProcess process;
  private final int port;
  private final String socketPath;
  private final Greeting greeting;
  private final String body;

  KeyedServer(ServerProcess process, int port, String socketPath, Greeting greeting) {
    this(process, port, socketPath, greeting, OrderText.BODY);
  }

  KeyedServer(ServerProcess process, int port, String socketPath, Greeting greeting, String body) {
    this.process = process;
    this.port = port;
    this.socketPath = socketPath;
    this.greeting = greeting;
    this.body = body;
  }

  @Override
  public String name() {
    return process.name();
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public byte[] upgrade(int tenant) {
    return Upgrade.request(socketPath.replace("{tenant}", "t" + tenant), headers(tenant));
  }

  @Override
  public RequestTemplate order(int tenant) {
    return RequestTemplate.post(tenant, "/api/t" + tenant + "/orders", headers(tenant), body);
  }

  private static String headers(int tenant) {
    return "X-API-Key: key-" + tenant + "\r\nX-Tenant-ID: t" + tenant + "\r\n";
  }

  @Override
  public Greeting greeting() {
    return greeting;
  }

  @Override
  public List<Long> serverPids() {
    return List.of(process.pid());
  }

  @Override
  public List<Long> databasePids() {
    return List.of();
  }

  @Override
  public void requireAlive() throws IOException {
    process.requireAlive();
  }

  @Override
  public void close() {
    process.close();
  }
}
