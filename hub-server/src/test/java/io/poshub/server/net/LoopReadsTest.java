package io.poshub.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class LoopReadsTest {
  private final LoopReads reads = new LoopReads();
  private final EmbeddedChannel socket = new EmbeddedChannel();

  /** As a socket does it: room is asked for, filled as far as there is something, and counted. */
  private int read(int available) {
    ByteBuf room = reads.allocate(UnpooledByteBufAllocator.DEFAULT);
    int size = room.capacity();
    room.release();
    reads.attemptedBytesRead(size);
    reads.lastBytesRead(Math.min(size, available));
    reads.incMessagesRead(1);
    return size;
  }

  @Test
  void readsMoreAtOnceAsLongAsWhatItGivesIsFilled() {
    reads.reset(socket.config());
    assertThat(read(1_000_000)).isEqualTo(LoopReads.FIRST_BYTES);
    assertThat(reads.continueReading()).isTrue();
    assertThat(read(1_000_000)).isEqualTo(4 * LoopReads.FIRST_BYTES);
    assertThat(read(1_000_000)).isEqualTo(16 * LoopReads.FIRST_BYTES);
    assertThat(read(1_000_000)).isEqualTo(LoopReads.MAX_BYTES);
    assertThat(read(10)).isEqualTo(LoopReads.MAX_BYTES);
    assertThat(reads.continueReading()).isFalse();
    reads.readComplete();
  }

  @Test
  void remembersNothingOfTheSocketBefore() {
    reads.reset(socket.config());
    assertThat(read(1_000_000)).isPositive();
    reads.readComplete();
    reads.reset(new EmbeddedChannel().config());
    assertThat(reads.continueReading()).isFalse();
    assertThat(read(100)).isEqualTo(LoopReads.FIRST_BYTES);
    assertThat(reads.continueReading()).isFalse();
  }

  @Test
  void letsTheNextSocketHaveItsTurn() {
    reads.reset(socket.config());
    int turns = 0;
    do {
      assertThat(read(1_000_000)).isPositive();
      turns++;
    } while (reads.continueReading());
    assertThat(turns).isEqualTo(LoopReads.READS_MAX);
  }

  @Test
  void stopsWhenTheSocketIsNotToBeReadOrHasEnded() {
    reads.reset(socket.config());
    assertThat(read(1_000_000)).isPositive();
    assertThat(socket.config().setAutoRead(false).isAutoRead()).isEqualTo(false);
    assertThat(reads.continueReading()).isFalse();
    assertThat(socket.config().setAutoRead(true).isAutoRead()).isEqualTo(true);
    assertThat(reads.continueReading()).isTrue();
    assertThat(reads.continueReading(() -> false)).isFalse();
    reads.lastBytesRead(-1);
    assertThat(reads.continueReading(() -> true)).isFalse();
  }
}
