package io.poshub.server.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.poshub.protocol.Limits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads HTTP/1.1 requests one at a time: as long as the gateway answers one, bytes behind it stay
 * bytes. So nothing queues up however fast requests come, and what a client sends behind its
 * WebSocket handshake reaches the session untouched. The connection's loop.
 */
final class RequestDecoder extends HttpRequestDecoder {
  /** The longest request line is the longest address with the method and version around it. */
  private static final int REQUEST_LINE_MAX_BYTES = Limits.URI_MAX_BYTES + 32;

  private static final int CHUNK_MAX_BYTES = 16 * 1024;

  /** Two spaces and the end of the line. */
  private static final int REQUEST_LINE_EXTRA_BYTES = 4;

  /** Behind the headers. */
  private static final int EMPTY_LINE_BYTES = 2;

  private final Reader reader;
  private @Nullable ChannelHandlerContext ctx;
  private boolean decoding;
  private boolean inHead = true;
  private int headBytes;

  /** Who takes the requests. */
  interface Reader {
    /** Bytes arrived, before anybody knows what they are. */
    void onBytes();

    /** What is to become of bytes now. */
    Appetite appetite();
  }

  /** What the reader does with what comes. */
  enum Appetite {
    /** It takes the next part of a request. */
    READS,
    /** It is busy with a request: later. */
    WAITS,
    /** It takes nothing any more. */
    DISCARDS
  }

  RequestDecoder(Reader reader) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(REQUEST_LINE_MAX_BYTES)
            .setMaxHeaderSize(Limits.HEADERS_MAX_BYTES)
            .setMaxChunkSize(CHUNK_MAX_BYTES));
    this.reader = reader;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) throws Exception {
    super.handlerAdded(context);
    ctx = context;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
    reader.onBytes();
    decodeMore(context, bytes);
  }

  /** The reader decides what becomes of bytes that still wait when no more come. */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      context.fireUserEventTriggered(event);
    } else {
      super.userEventTriggered(context, event);
    }
  }

  /** The reader has appetite again: goes on with the bytes that wait. */
  void resume() throws Exception {
    // While bytes are being decoded, that goes on by itself.
    if (!decoding && ctx != null) {
      decodeMore(ctx, Unpooled.EMPTY_BUFFER);
    }
  }

  boolean hasBytesWaiting() {
    return actualReadableBytes() > 0;
  }

  private void decodeMore(ChannelHandlerContext context, Object bytes) throws Exception {
    decoding = true;
    try {
      super.channelRead(context, bytes);
    } finally {
      decoding = false;
    }
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws Exception {
    switch (reader.appetite()) {
      case READS -> decodeNext(context, in, out);
      case DISCARDS -> in.skipBytes(in.readableBytes());
      case WAITS -> {}
    }
  }

  private void decodeNext(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws Exception {
    int parts = out.size();
    int start = in.readerIndex();
    super.decode(context, in, out);
    if (inHead) {
      headBytes += in.readerIndex() - start;
    }
    for (Object part : out.subList(parts, out.size())) {
      if (part instanceof HttpRequest request) {
        refuseIfTooLarge(request);
        inHead = false;
      }
      if (part instanceof LastHttpContent) {
        inHead = true;
        headBytes = 0;
      }
    }
  }

  /** What the base class counts leaves the ends of lines out: nearly half, if lines are short. */
  private void refuseIfTooLarge(HttpRequest request) {
    int requestLineBytes =
        request.method().name().length()
            + request.uri().length()
            + request.protocolVersion().text().length()
            + REQUEST_LINE_EXTRA_BYTES;
    if (request.decoderResult().isSuccess()
        && headBytes - requestLineBytes - EMPTY_LINE_BYTES > Limits.HEADERS_MAX_BYTES) {
      request.setDecoderResult(
          DecoderResult.failure(new TooLongHttpHeaderException("the headers are too large")));
    }
  }

  /** A request that says its length in two ways may mean another one to a proxy in front. */
  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("both Transfer-Encoding and Content-Length");
  }
}
