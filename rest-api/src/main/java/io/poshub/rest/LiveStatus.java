package io.poshub.rest;

import java.util.List;

/**
 * What the server knows and the store does not: open sockets, and how many nodes serve the
 * database.
 */
public interface LiveStatus {

  List<LiveSession> sessions(String tenant);

  int nodes();
}
