package io.poshub.bench.peer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Who can be measured beside the hub. */
public enum PeerKind {
  NODE_WS(NodePeers.WS),
  SOCKET_IO(NodePeers.SOCKET_IO),
  NCHAN(NchanPeer.NAME),
  VERTX(VertxPeer.NAME);

  private final String wire;

  PeerKind(String wire) {
    this.wire = wire;
  }

  public String wire() {
    return wire;
  }

  public static Optional<PeerKind> ofWire(String name) {
    return Arrays.stream(values()).filter(kind -> kind.wire.equals(name)).findFirst();
  }

  public static List<String> names() {
    return Arrays.stream(values()).map(PeerKind::wire).toList();
  }
}
