package io.poshub.server.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import io.poshub.rest.HttpReply;

/** Makes answers ready for the wire: every one carries the same few headers. Any thread. */
final class ReplyWriter {
  private static final AsciiString REQUEST_ID = AsciiString.cached("X-Request-Id");
  private static final AsciiString CONTENT_TYPE_OPTIONS =
      AsciiString.cached("X-Content-Type-Options");
  private static final AsciiString NO_SNIFF = AsciiString.cached("nosniff");

  private final Origins origins;

  ReplyWriter(Origins origins) {
    this.origins = origins;
  }

  static FullHttpResponse goOn() {
    return empty(HttpResponseStatus.CONTINUE);
  }

  FullHttpResponse preflight(Exchange exchange) {
    FullHttpResponse response = empty(HttpResponseStatus.NO_CONTENT);
    origins.addPreflightHeaders(exchange.origin(), response.headers());
    addCommonHeaders(exchange, response.headers());
    return response;
  }

  FullHttpResponse response(Exchange exchange, HttpReply reply) {
    ByteBuf body = exchange.isHead() ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(reply.body());
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()), body);
    HttpHeaders headers = response.headers();
    reply.headers().forEach(headers::set);
    if (reply.status() != 204 && reply.status() != 304) {
      headers.set(HttpHeaderNames.CONTENT_LENGTH, reply.body().length);
    }
    addCommonHeaders(exchange, headers);
    return response;
  }

  private void addCommonHeaders(Exchange exchange, HttpHeaders headers) {
    headers.set(REQUEST_ID, exchange.requestId());
    headers.set(CONTENT_TYPE_OPTIONS, NO_SNIFF);
    if (!headers.contains(HttpHeaderNames.CACHE_CONTROL)) {
      headers.set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
    }
    origins.addHeaders(exchange.origin(), headers);
    if (!exchange.keepsAlive()) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    } else if (exchange.isHttp10()) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
    }
  }

  private static FullHttpResponse empty(HttpResponseStatus status) {
    return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
  }
}
