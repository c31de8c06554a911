package io.poshub.server.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.poshub.protocol.Limits;
import io.poshub.server.session.LoopSessions;

/** The stages of a connection, in order. After an upgrade one stage is left: the session. */
final class HubPipeline extends ChannelInitializer<Channel> {
  /** The longest request line is the longest address with the method and version around it. */
  private static final int REQUEST_LINE_MAX_BYTES = Limits.URI_MAX_BYTES + 32;

  private static final int CHUNK_MAX_BYTES = 16 * 1024;

  private final GatewayContext hub;
  private final LoopParts loops;

  HubPipeline(GatewayContext hub, LoopParts loops) {
    this.hub = hub;
    this.loops = loops;
  }

  @Override
  protected void initChannel(Channel channel) {
    boolean stays = hub.metrics().opened();
    channel.closeFuture().addListener(_ -> hub.metrics().closed());
    if (!stays) {
      var _ = channel.close();
      return;
    }
    LoopConnections connections = loops.connections(channel.eventLoop());
    LoopSessions sessions = loops.sessions(channel.eventLoop());
    HttpGateway gateway = new HttpGateway(hub, connections, sessions);
    ChannelPipeline pipeline = channel.pipeline();
    // Before the codec: a head that trickles in must be seen from its first byte on.
    pipeline.addLast("bytes", new ByteSpotter(gateway));
    pipeline.addLast("http", new HttpServerCodec(decoderConfig()));
    pipeline.addLast("gateway", gateway);
  }

  private static HttpDecoderConfig decoderConfig() {
    return new HttpDecoderConfig()
        .setMaxInitialLineLength(REQUEST_LINE_MAX_BYTES)
        .setMaxHeaderSize(Limits.HEADERS_MAX_BYTES)
        .setMaxChunkSize(CHUNK_MAX_BYTES);
  }

  /** Tells the gateway that something arrived. */
  private static final class ByteSpotter extends ChannelInboundHandlerAdapter {
    private final HttpGateway gateway;

    ByteSpotter(HttpGateway gateway) {
      this.gateway = gateway;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof ByteBuf) {
        gateway.onBytes();
      }
      ctx.fireChannelRead(message);
    }
  }
}
