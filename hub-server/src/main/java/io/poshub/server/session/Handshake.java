package io.poshub.server.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;

/** The opening handshake of RFC 6455, version 13 and nothing else. Pure; any thread. */
final class Handshake {
  static final String VERSION = "13";

  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");

  private static final String SWITCHING =
      """
      HTTP/1.1 101 Switching Protocols\r
      Upgrade: websocket\r
      Connection: Upgrade\r
      """;
  private static final String ACCEPT = "Sec-WebSocket-Accept: ";
  private static final String REQUEST_ID = "\r\nX-Request-Id: ";
  private static final String END_OF_HEAD = "\r\n\r\n";

  private Handshake() {}

  /** Whether a request wants a socket of the version that is spoken here. */
  static boolean isWanted(HttpRequest request) {
    HttpHeaders headers = request.headers();
    return request.method().equals(HttpMethod.GET)
        && request.protocolVersion().equals(HttpVersion.HTTP_1_1)
        && headers.containsValue(HttpHeaderNames.UPGRADE, "websocket", true)
        && headers.containsValue(HttpHeaderNames.CONNECTION, "upgrade", true)
        && headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_VERSION).size() == 1
        && VERSION.equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION));
  }

  static boolean hasKey(HttpRequest request) {
    return request.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY).size() == 1
        && KEY.matcher(request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY, "")).matches();
  }

  /**
   * The answer that opens the socket, as bytes: it is always the same but for two words.
   *
   * @param requestId without line ends, or it would be more than a header
   */
  static ByteBuf answer(ByteBufAllocator allocator, HttpRequest request, String requestId) {
    String key = request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY, "");
    return ByteBufUtil.writeAscii(
        allocator, SWITCHING + ACCEPT + accept(key) + REQUEST_ID + requestId + END_OF_HEAD);
  }

  private static String accept(String key) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      return Base64.getEncoder()
          .encodeToString(sha1.digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
