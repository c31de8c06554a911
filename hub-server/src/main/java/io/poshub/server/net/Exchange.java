package io.poshub.server.net;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.poshub.rest.HttpCall;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /** A higher minor version speaks in ways that are understood. */
  boolean isHttp1() {
    return request.protocolVersion().majorVersion() == 1;
  }

  /** A body that is coded in other ways would be taken for what it is not. */
  boolean isCodedAsWeTakeIt() {
    return !request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
        || request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING).stream()
            .allMatch(HttpHeaderValues.CHUNKED::contentEqualsIgnoreCase);
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

  /** Whether a body comes, as far as the head tells. */
  boolean hasBody() {
    return request.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
        || request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING);
  }

  void takesBodyOf(int maxBytes) {
    maxBodyBytes = maxBytes;
  }

  /** Whether the announced length is more than is taken. */
  boolean announcesTooMuch() {
    return hasBody() && HttpUtil.getContentLength(request, 0L) > maxBodyBytes;
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
    HttpHeaders headers = request.headers();
    return new HttpCall(
        method, path, query, name -> joined(headers, name), body.toByteArray(), remote, requestId);
  }

  /**
   * A header of the request, which nobody changes any more. Some clients say the same twice; that
   * is no list.
   */
  private static @Nullable String joined(HttpHeaders headers, String name) {
    String first = headers.get(name);
    if (first == null) {
      return null;
    }
    List<String> all = headers.getAll(name);
    return all.size() == 1 ? first : String.join(", ", new LinkedHashSet<>(all));
  }
}
