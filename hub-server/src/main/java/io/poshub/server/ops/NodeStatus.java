package io.poshub.server.ops;

import io.poshub.engine.node.Nodes;
import io.poshub.rest.LiveSession;
import io.poshub.rest.LiveStatus;
import io.poshub.server.session.SessionRegistry;
import java.util.List;

/** What this process knows and the store does not. Any thread. */
public final class NodeStatus implements LiveStatus {
  private final SessionRegistry sessions;
  private final Nodes nodes;

  public NodeStatus(SessionRegistry sessions, Nodes nodes) {
    this.sessions = sessions;
    this.nodes = nodes;
  }

  @Override
  public List<LiveSession> sessions(String tenant) {
    return sessions.live(tenant);
  }

  @Override
  public int nodes() {
    return nodes.count();
  }
}
