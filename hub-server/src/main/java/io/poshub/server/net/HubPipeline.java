package io.poshub.server.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.poshub.server.session.SocketDoor;

/** The stages of a connection, in order. After an upgrade one stage is left: the session. */
final class HubPipeline extends ChannelInitializer<Channel> {
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
    LoopReads reads = loops.reads(channel.eventLoop());
    if (reads != null) {
      channel.config().setRecvByteBufAllocator(reads);
    }
    HttpGateway gateway =
        new HttpGateway(
            hub, loops.connections(channel.eventLoop()), loops.sweep(channel.eventLoop()));
    channel
        .pipeline()
        .addLast(SocketDoor.DECODER_STAGE, gateway.decoder())
        .addLast("http-encoder", new HttpResponseEncoder())
        .addLast("gateway", gateway);
  }
}
