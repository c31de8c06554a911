package io.poshub.bench.peer;

import io.poshub.bench.load.Greeting;
import io.poshub.bench.load.RequestTemplate;

/** One that takes orders and pushes them to the sockets of their tenant. */
public interface PushServer extends MeasuredServer {
  /** The request that opens a socket of a tenant. */
  byte[] upgrade(int tenant);

  /** The call that publishes to a tenant, with the moment it is sent in it. */
  RequestTemplate order(int tenant);

  Greeting greeting();
}
