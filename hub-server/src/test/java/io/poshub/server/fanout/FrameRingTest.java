package io.poshub.server.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.poshub.protocol.EventType;
import io.poshub.protocol.stream.StreamEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The ring: what a cursor gets, what is forgotten, and that no byte a socket holds is ever touched.
 */
class FrameRingTest {
  private static final int ALL = ~0;
  private static final int PIECE = 64 * 1024;

  private final FrameRing ring =
      new FrameRing(
          UnpooledByteBufAllocator.DEFAULT,
          new FrameMemory(FrameMemory.ALL_RINGS_MAX_BYTES),
          System::nanoTime,
          1);

  @AfterEach
  void release() {
    ring.release();
  }

  @Test
  void manyEventsAreOnePiece() {
    append(1, 100, 10);

    Piece piece = ring.after(0, PIECE, ALL);

    assertThat(piece.cursor()).isEqualTo(100);
    assertThat(seqs(piece.bytes())).hasSize(100).startsWith(1L).endsWith(100L);
    piece.bytes().release();
  }

  @Test
  void aCursorInTheMiddleGetsTheRest() {
    append(1, 10, 10);

    Piece piece = ring.after(7, PIECE, ALL);

    assertThat(seqs(piece.bytes())).containsExactly(8L, 9L, 10L);
    piece.bytes().release();
  }

  @Test
  void aPieceIsBoundedButHoldsAtLeastOneFrame() {
    append(1, 3, 1_000);

    Piece piece = ring.after(0, 100, ALL);

    assertThat(piece.cursor()).isEqualTo(1);
    piece.bytes().release();
  }

  @Test
  void aFilterStepsOverTheOthers() {
    ring.append(frames(1, EventType.NEW_ORDER, 3, 10));
    ring.append(frames(4, EventType.LOYALTY_UPDATED, 2, 10));
    ring.append(frames(6, EventType.NEW_ORDER, 1, 10));

    Piece orders = ring.after(0, PIECE, EventType.NEW_ORDER.bit());
    Piece cards = ring.after(0, PIECE, EventType.GIFT_CARD_UPDATED.bit());

    assertThat(seqs(orders.bytes())).containsExactly(1L, 2L, 3L, 6L);
    assertThat(orders.cursor()).isEqualTo(6);
    assertThat(cards.bytes().isReadable()).isFalse();
    assertThat(cards.cursor()).isEqualTo(6);
    orders.bytes().release();
    cards.bytes().release();
  }

  @Test
  void framesThatDoNotFollowAreRefusedAndThoseThatOverlapAreCut() {
    append(1, 5, 10);

    assertThat(ring.append(frames(7, EventType.NEW_ORDER, 1, 10))).isFalse();
    assertThat(ring.append(frames(4, EventType.NEW_ORDER, 4, 10))).isTrue();
    assertThat(ring.tail()).isEqualTo(7);
    Piece piece = ring.after(0, PIECE, ALL);
    assertThat(seqs(piece.bytes())).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    piece.bytes().release();
  }

  @Test
  void theOldestAreForgottenWithinTheBoundAndWhatASocketHoldsStays() {
    append(1, 10, 1_000);
    Piece held = ring.after(0, PIECE, ALL);
    List<Long> before = seqs(held.bytes());

    append(11, 3_000, 1_000);

    assertThat(ring.capacityBytes()).isLessThanOrEqualTo(FrameRing.RING_MAX_BYTES);
    assertThat(ring.follows(0)).isFalse();
    assertThat(ring.follows(ring.tail() - 100)).isTrue();
    assertThat(seqs(held.bytes())).isEqualTo(before);
    assertThat(held.bytes().release()).isTrue();
  }

  @Test
  void everyCursorThatFollowsReachesTheTailWithoutAGap() {
    append(1, 2_000, 700);
    for (long cursor = ring.firstSeq() - 1; cursor < ring.tail(); cursor += 97) {
      long at = cursor;
      while (at < ring.tail()) {
        Piece piece = ring.after(at, 5_000, ALL);
        List<Long> seqs = seqs(piece.bytes());
        assertThat(seqs.getFirst()).isEqualTo(at + 1);
        assertThat(seqs.getLast()).isEqualTo(piece.cursor());
        at = piece.cursor();
        piece.bytes().release();
      }
    }
  }

  @Test
  void headersGrowWithThePayload() {
    assertThat(TextFrame.of("x".repeat(125))).hasSize(127).startsWith(0x81, 125);
    assertThat(TextFrame.of("x".repeat(126))).hasSize(130).startsWith(0x81, 126, 0, 126);
    assertThat(TextFrame.of("x".repeat(65_536)))
        .hasSize(65_546)
        .startsWith(0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0);
  }

  private void append(long firstSeq, int count, int padding) {
    assertThat(ring.append(frames(firstSeq, EventType.NEW_ORDER, count, padding))).isTrue();
  }

  private static Frames frames(long firstSeq, EventType type, int count, int padding) {
    List<StreamEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(
          new StreamEvent(
              "t", type, "id", firstSeq + i, Instant.EPOCH, "\"" + "p".repeat(padding) + "\""));
    }
    return Frames.of("e", events, Frames.NOT_MEASURED);
  }

  /** The seqs of whole frames, read back from the wire. */
  private static List<Long> seqs(ByteBuf bytes) {
    List<Long> seqs = new ArrayList<>();
    ByteBuf in = bytes.duplicate();
    while (in.isReadable()) {
      assertThat(in.readUnsignedByte()).isEqualTo((short) 0x81);
      int length = in.readUnsignedByte();
      length = length == 126 ? in.readUnsignedShort() : length;
      String frame = in.readCharSequence(length, StandardCharsets.UTF_8).toString();
      int at = frame.indexOf("\"seq\":") + 6;
      seqs.add(Long.valueOf(frame.substring(at, frame.indexOf(',', at))));
    }
    return seqs;
  }
}
