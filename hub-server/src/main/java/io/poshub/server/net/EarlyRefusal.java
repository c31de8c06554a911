package io.poshub.server.net;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.Limits;
import org.jspecify.annotations.Nullable;

/** Why a request ends before the hub's door has seen it, and with it its connection. Any thread. */
record EarlyRefusal(ErrorCode code, String detail) {
  static final EarlyRefusal BODY_TOO_LARGE =
      new EarlyRefusal(
          ErrorCode.BODY_TOO_LARGE, "The body may have up to 256 KiB, reports up to 1 MiB.");
  static final EarlyRefusal BODY_MALFORMED =
      new EarlyRefusal(ErrorCode.MALFORMED_REQUEST, "The body could not be understood.");
  static final EarlyRefusal TOO_SLOW =
      new EarlyRefusal(
          ErrorCode.REQUEST_TIMEOUT,
          "The request did not arrive within 10 s (head) and 30 s (body).");

  private static final EarlyRefusal URI_TOO_LONG =
      new EarlyRefusal(ErrorCode.URI_TOO_LONG, "The address may have up to 8 KiB.");
  private static final EarlyRefusal HEADERS_TOO_LARGE =
      new EarlyRefusal(ErrorCode.HEADERS_TOO_LARGE, "All headers may have up to 16 KiB.");
  private static final EarlyRefusal HOST_MISSING =
      new EarlyRefusal(ErrorCode.MALFORMED_REQUEST, "A request has one Host header.");
  private static final EarlyRefusal OTHER_VERSION =
      new EarlyRefusal(ErrorCode.UNSUPPORTED_HTTP_VERSION, "Send the request as HTTP/1.1.");
  private static final EarlyRefusal OTHER_ENCODING =
      new EarlyRefusal(
          ErrorCode.UNSUPPORTED_TRANSFER_ENCODING, "The only Transfer-Encoding taken is chunked.");
  private static final EarlyRefusal NOT_UNDERSTOOD =
      new EarlyRefusal(ErrorCode.MALFORMED_REQUEST, "The request could not be understood.");

  /** A head that could not be read. */
  static EarlyRefusal ofMalformed(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException _ -> URI_TOO_LONG;
      case TooLongHttpHeaderException _ -> HEADERS_TOO_LARGE;
      default -> NOT_UNDERSTOOD;
    };
  }

  /** What is wrong with a head that was read; null if nothing is, as far as it tells. */
  static @Nullable EarlyRefusal ofHead(Exchange exchange) {
    if (exchange.request().uri().length() > Limits.URI_MAX_BYTES) {
      return URI_TOO_LONG;
    }
    if (!exchange.isHttp1()) {
      return OTHER_VERSION;
    }
    if (!exchange.namesItsHost()) {
      return HOST_MISSING;
    }
    if (!exchange.isCodedAsWeTakeIt()) {
      return OTHER_ENCODING;
    }
    return exchange.announcesTooMuch() ? BODY_TOO_LARGE : null;
  }
}
