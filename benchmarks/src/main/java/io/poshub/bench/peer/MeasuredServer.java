package io.poshub.bench.peer;

import java.io.IOException;
import java.util.List;

/** A running server that is measured. */
public interface MeasuredServer extends AutoCloseable {
  String name();

  int port();

  /** Whose CPU time and memory is the server's. */
  List<Long> serverPids();

  /** Whose is its database's; none where nothing is stored. */
  List<Long> databasePids();

  /** Fails with the end of the server's log if it is gone. */
  void requireAlive() throws IOException;

  @Override
  void close();
}
