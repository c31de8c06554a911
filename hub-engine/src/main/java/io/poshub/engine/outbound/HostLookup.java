package io.poshub.engine.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds a host's addresses. Blocks. */
@FunctionalInterface
public interface HostLookup {
  List<InetAddress> lookup(String host) throws UnknownHostException;
}
