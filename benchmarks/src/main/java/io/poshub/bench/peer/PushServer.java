package io.poshub.bench.peer;

import io.poshub.bench.load.Greeting;
import io.poshub.bench.load.RequestTemplate;
import java.io.IOException;
import java.util.List;

/** A running server that takes orders and pushes them to the sockets of their tenant. */
public interface PushServer extends AutoCloseable {
  String name();

  int port();

  /** The request that opens a socket of a tenant. */
  byte[] upgrade(int tenant);

  /** The call that publishes to a tenant, with the moment it is sent in it. */
  RequestTemplate order(int tenant);

  Greeting greeting();

  /** Whose CPU time and memory is the server's. */
  List<Long> serverPids();

  /** Whose is its database's; none where nothing is stored. */
  List<Long> databasePids();

  /** Fails with the end of the server's log if it is gone. */
  void requireAlive() throws IOException;

  @Override
  void close();
}
