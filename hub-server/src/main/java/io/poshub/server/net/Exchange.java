package io.poshub.server.net;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
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
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
  private int maxBodyBytes;
  private boolean last;

  Exchange(HttpRequest request, String requestId) {
    this.request = request;
    this.requestId = requestId;
    String target = originForm(request.uri());
    int mark = target.indexOf('?');
    this.path = mark < 0 ? target : target.substring(0, mark);
    this.query = mark < 0 ? "" : target.substring(mark + 1);
  }

  /** A request to a proxy names the whole address; a server must understand it as well. */
  private static String originForm(String uri) {
    if (!uri.regionMatches(true, 0, "http://", 0, 7)
        && !uri.regionMatches(true, 0, "https://", 0, 8)) {
      return uri;
    }
    int authority = uri.indexOf("//") + 2;
    int slash = uri.indexOf('/', authority);
    return slash < 0 ? "/" : uri.substring(slash);
  }

  HttpRequest request() {
    return request;
  }

  String method() {
    return request.method().name();
  }

  String path() {
    return path;
  }

  String query() {
    return query;
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

  boolean isHttp10() {
    return request.protocolVersion().equals(HttpVersion.HTTP_1_0);
  }

  /** HTTP/1.1 asks for one, and two are an attempt to be understood differently by others. */
  boolean namesItsHost() {
    int hosts = request.headers().getAll(HttpHeaderNames.HOST).size();
    return hosts == 1 || (hosts == 0 && isHttp10());
  }

  /** Whether the connection goes on after the answer. */
  boolean keepsAlive() {
    return !last && HttpUtil.isKeepAlive(request);
  }

  /** The connection ends with this answer, whatever the client thought. */
  void isLast() {
    last = true;
  }

  void takesBodyOf(int maxBytes) {
    maxBodyBytes = maxBytes;
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
    String method = isHead() ? "GET" : method();
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
