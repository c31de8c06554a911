package io.poshub.server.net;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.poshub.rest.HttpCall;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** One request as it arrives. The connection's loop. */
final class Exchange {
  private final HttpRequest request;
  private final String path;
  private final String query;
  private final String requestId;
  private final int maxBodyBytes;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);

  Exchange(HttpRequest request, String requestId, int maxBodyBytes) {
    this.request = request;
    this.requestId = requestId;
    this.maxBodyBytes = maxBodyBytes;
    String uri = request.uri();
    int mark = uri.indexOf('?');
    this.path = pathOf(uri);
    this.query = mark < 0 ? "" : uri.substring(mark + 1);
  }

  static String pathOf(String uri) {
    int mark = uri.indexOf('?');
    return mark < 0 ? uri : uri.substring(0, mark);
  }

  HttpRequest request() {
    return request;
  }

  String path() {
    return path;
  }

  String requestId() {
    return requestId;
  }

  String origin() {
    return request.headers().get(HttpHeaderNames.ORIGIN, "");
  }

  boolean isHead() {
    return request.method().equals(HttpMethod.HEAD);
  }

  boolean keepsAlive() {
    return HttpUtil.isKeepAlive(request);
  }

  /** Whether the announced length is more than is taken. */
  boolean announcesTooMuch() {
    return HttpUtil.getContentLength(request, 0L) > maxBodyBytes;
  }

  /** Whether the body still fits. */
  boolean append(ByteBuf content) {
    int length = content.readableBytes();
    if (body.size() + length > maxBodyBytes) {
      return false;
    }
    byte[] bytes = new byte[length];
    content.readBytes(bytes);
    body.writeBytes(bytes);
    return true;
  }

  HttpCall call(String remote) {
    // HEAD is answered like GET; the body is left out when it is written.
    String method = isHead() ? "GET" : request.method().name();
    return new HttpCall(
        method, path, query, headers(request.headers()), body.toByteArray(), remote, requestId);
  }

  private static Map<String, String> headers(HttpHeaders headers) {
    Map<String, String> joined = new HashMap<>();
    for (Map.Entry<String, String> header : headers) {
      joined.merge(
          header.getKey().toLowerCase(Locale.ROOT),
          header.getValue(),
          // Some clients say the same twice; that is no list.
          (earlier, more) -> earlier.equals(more) ? earlier : earlier + "," + more);
    }
    return joined;
  }
}
