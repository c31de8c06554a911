package io.poshub.bench.peer;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The request that opens a WebSocket. */
final class Upgrade {
  private Upgrade() {}

  static byte[] request(String path, String headers) {
    return ("GET "
            + path
            + " HTTP/1.1\r\n"
            + "Host: 127.0.0.1\r\n"
            + "Upgrade: websocket\r\n"
            + "Connection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: aHViIGJlbmNobWFyayBrZQ==\r\n"
            + headers
            + "\r\n")
        .getBytes(US_ASCII);
  }
}
