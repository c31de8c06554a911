package io.poshub.server.net;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.Limits;
import org.jspecify.annotations.Nullable;

/** Why a request ends before the hub's door has seen it, and with it its connection. Any thread. */
record Refusal(ErrorCode code, String detail) {
  static final Refusal BODY_TOO_LARGE =
      new Refusal(
          ErrorCode.BODY_TOO_LARGE, "The body may have up to 256 KiB, reports up to 1 MiB.");
  static final Refusal BODY_MALFORMED =
      new Refusal(ErrorCode.MALFORMED_REQUEST, "The body could not be understood.");
  static final Refusal TOO_SLOW =
      new Refusal(
          ErrorCode.REQUEST_TIMEOUT,
          "The request did not arrive within 10 s (head) and 30 s (body).");

  private static final Refusal URI_TOO_LONG =
      new Refusal(ErrorCode.URI_TOO_LONG, "The address may have up to 8 KiB.");
  private static final Refusal HEADERS_TOO_LARGE =
      new Refusal(ErrorCode.HEADERS_TOO_LARGE, "All headers may have up to 16 KiB.");
  private static final Refusal HOST_MISSING =
      new Refusal(ErrorCode.MALFORMED_REQUEST, "A request has one Host header.");
  private static final Refusal OTHER_VERSION =
      new Refusal(ErrorCode.UNSUPPORTED_HTTP_VERSION, "Send the request as HTTP/1.1.");
  private static final Refusal OTHER_ENCODING =
      new Refusal(
          ErrorCode.UNSUPPORTED_TRANSFER_ENCODING, "The only Transfer-Encoding taken is chunked.");
  private static final Refusal NOT_UNDERSTOOD =
      new Refusal(ErrorCode.MALFORMED_REQUEST, "The request could not be understood.");

  /** A head that could not be read. */
  static Refusal ofMalformed(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException _ -> URI_TOO_LONG;
      case TooLongHttpHeaderException _ -> HEADERS_TOO_LARGE;
      default -> NOT_UNDERSTOOD;
    };
  }

  /** What is wrong with a head that was read; null if nothing is, as far as it tells. */
  static @Nullable Refusal ofHead(Exchange exchange) {
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
