package io.poshub.server.fanout;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;

/**
 * Frames for a socket, back to back, and where its cursor stands after them; the bytes are the
 * taker's to release.
 *
 * @param events how many frames the bytes hold; none if a filter left all of them out
 */
public record Piece(ByteBuf bytes, long cursor, int events) {
  public Piece {
    requireNonNull(bytes, "bytes is null");
  }
}
