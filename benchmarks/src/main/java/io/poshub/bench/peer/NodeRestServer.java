package io.poshub.bench.peer;

import io.poshub.bench.process.ServerProcess;
import java.io.IOException;
import java.util.List;

/** The hub's reads and deductions on Node with mysql2, on a hub's own database. One thread. */
final class NodeRestServer implements MeasuredServer {
  private final ServerProcess process;
  private final int port;
  private final MeasuredServer owner;

  /**
   * A server beside a hub.
   *
   * @param owner whose database it uses
   */
  NodeRestServer(ServerProcess process, int port, MeasuredServer owner) {
    this.process = process;
    this.port = port;
    this.owner = owner;
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
  public List<Long> serverPids() {
    return List.of(process.pid());
  }

  @Override
  public List<Long> databasePids() {
    return owner.databasePids();
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
