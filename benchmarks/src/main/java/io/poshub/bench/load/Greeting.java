package io.poshub.bench.load;

/** What a server's protocol asks of a client after the upgrade, on top of WebSocket. */
public enum Greeting {
  /** Nothing: with the 101 it is connected. */
  NONE,
  /**
   * Engine.IO 4 with Socket.IO 5: the server opens with {@code 0}, the client connects with {@code
   * 40} and is connected with the answer; {@code 2} is to be answered by {@code 3}.
   */
  SOCKET_IO
}
