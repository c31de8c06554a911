package io.poshub.bench.peer;

import io.poshub.bench.process.Cores;
import java.io.IOException;
import java.nio.file.Path;

/** Installs and starts peers. Caller's thread. */
public final class Peers {
  private final PeerFolders folders;
  private final Cores cores;

  public Peers(PeerFolders folders, Cores cores) {
    this.folders = folders;
    this.cores = cores;
  }

  /** Starts one; its log goes into the folder {@code logs}. */
  public PushServer start(PeerKind kind, Path logs, int tenants)
      throws IOException, InterruptedException {
    Path log = logs.resolve(kind.wire() + ".log");
    return switch (kind) {
      case NODE_WS -> NodePeers.install(folders).webSocket(cores, log, tenants);
      case SOCKET_IO -> NodePeers.install(folders).socketIo(cores, log, tenants);
      case NCHAN -> NchanPeer.start(folders, cores, log, tenants);
      case VERTX -> VertxPeer.start(folders, cores, log, tenants);
    };
  }

  /** The server that reads and writes a hub's database on Node. */
  public MeasuredServer startRest(HubServer hub, Path logs)
      throws IOException, InterruptedException {
    return NodePeers.install(folders).rest(cores, logs.resolve("node-mysql2.log"), hub);
  }
}
