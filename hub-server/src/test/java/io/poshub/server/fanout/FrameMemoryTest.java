package io.poshub.server.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.poshub.protocol.EventType;
import io.poshub.protocol.stream.StreamEvent;
import io.poshub.testing.Seeds;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What rings hold and give back, and that they read like a plain list. */
class FrameMemoryTest {
  private static final int ALL = ~0;

  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
  private final FrameMemory memory = new FrameMemory(FrameMemory.ALL_RINGS_MAX_BYTES);
  private final AtomicLong nanos = new AtomicLong();
  private final FrameRing ring = new FrameRing(allocator, memory, nanos::get, 1);

  @AfterEach
  void everythingIsGivenBack() {
    ring.release();
    assertThat(memory.heldBytes()).isZero();
    assertThat(allocator.metric().usedDirectMemory()).isZero();
  }

  @Test
  void anEventLargerThanASegmentGetsOneOfItsSize() {
    String huge = "\"" + "x".repeat(2 * FrameRing.SEGMENT_MAX_BYTES) + "\"";
    ring.append(frames(1, 1, "{}"));
    ring.append(frames(2, 1, huge));
    assertThat(texts(ring.after(1, 1, ALL))).singleElement().asString().contains(huge);
  }

  @Test
  void allRingsTogetherHaveABound() {
    FrameMemory little = new FrameMemory(64 * 1024);
    FrameRing one = new FrameRing(allocator, little, nanos::get, 1);
    FrameRing two = new FrameRing(allocator, little, nanos::get, 1);
    String data = "\"" + "x".repeat(1_000) + "\"";
    for (int seq = 1; seq < 1_000; seq++) {
      one.append(frames(seq, 1, data));
      two.append(frames(seq, 1, data));
    }
    // Each may always have the segment it appends to.
    assertThat(little.heldBytes()).isLessThanOrEqualTo(64 * 1024 + 2 * FrameRing.SEGMENT_MAX_BYTES);
    one.release();
    two.release();
    assertThat(little.heldBytes()).isZero();
  }

  @Test
  void allRecentFramesTogetherHaveABound() {
    FrameMemory little = new FrameMemory(64 * 1024);
    List<RecentFrames> tenants =
        List.of(new RecentFrames(little), new RecentFrames(little), new RecentFrames(little));
    for (int seq = 1; seq <= 200; seq++) {
      for (RecentFrames recent : tenants) {
        recent.note(frames(seq, 1, "\"" + "x".repeat(1_000) + "\""), 0);
        assertThat(little.heldBytes()).isLessThanOrEqualTo(64 * 1024 + 2 * 1_200);
        assertThat(recent.follows(seq - 1)).isTrue();
      }
    }
    assertThat(tenants).allSatisfy(recent -> assertThat(recent.follows(197)).isTrue());
    tenants.forEach(RecentFrames::clear);
    assertThat(little.heldBytes()).isZero();
  }

  @Test
  void whatIsLargerThanATenantsShareIsNotRemembered() {
    FrameMemory little = new FrameMemory(64 * 1024);
    RecentFrames recent = new RecentFrames(little);
    recent.note(frames(1, 1, "{}"), 0);
    recent.note(frames(2, 1, "\"" + "x".repeat(RecentFrames.RECENT_MAX_BYTES) + "\""), 0);
    assertThat(recent.follows(1)).isFalse();
    assertThat(little.heldBytes()).isZero();
    recent.note(frames(3, 1, "{}"), 0);
    assertThat(recent.follows(2)).isTrue();
  }

  @Test
  void quietFramesAreGivenBack() {
    ring.append(frames(1, 3, "{}"));
    nanos.set(10);
    ring.dropQuiet(11);
    assertThat(ring.follows(0)).isTrue();
    ring.dropQuiet(10);
    assertThat(ring.follows(0)).isFalse();
    assertThat(ring.follows(3)).isTrue();
    assertThat(memory.heldBytes()).isZero();
    ring.append(frames(4, 1, "{}"));
    assertThat(ring.follows(3)).isTrue();
  }

  @Test
  void anyCursorWithAnyFilterReadsTheSameAsAPlainList() {
    RandomGenerator random = Seeds.random("FrameMemoryTest");
    EventType[] types = EventType.values();
    List<StreamEvent> all = new ArrayList<>();
    while (all.size() < 400) {
      List<StreamEvent> batch = new ArrayList<>();
      for (int i = random.nextInt(1, 10); i > 0; i--) {
        String data = "\"" + "x".repeat(random.nextInt(3_000)) + "\"";
        EventType type = types[random.nextInt(types.length)];
        batch.add(event(all.size() + batch.size() + 1L, type, data));
      }
      all.addAll(batch);
      ring.append(Frames.of("e", batch, 0));
      long cursor = random.nextLong(ring.firstSeq() - 1, ring.tail() + 1);
      int bits = random.nextInt(1, 1 << types.length);
      int maxBytes = random.nextInt(1, 20_000);
      assertReads(all, cursor, bits, maxBytes);
    }
  }

  private void assertReads(List<StreamEvent> all, long from, int bits, int maxBytes) {
    List<String> wanted =
        all.stream()
            .filter(event -> event.seq() > from && (event.type().bit() & bits) != 0)
            .map(StreamEvent::json)
            .toList();
    Frames page = Frames.of("e", all, 0);
    List<String> fromRing = new ArrayList<>();
    List<String> fromPage = new ArrayList<>();
    for (long cursor = from; cursor < ring.tail(); ) {
      Piece piece = ring.after(cursor, maxBytes, bits);
      assertThat(piece.events() <= 1 || piece.bytes().readableBytes() <= maxBytes).isTrue();
      assertThat(piece.cursor()).isGreaterThan(cursor);
      cursor = piece.cursor();
      fromRing.addAll(texts(piece));
    }
    for (long cursor = from; page.follows(cursor); ) {
      Piece piece = page.after(cursor, maxBytes, bits, allocator);
      assertThat(piece.events() <= 1 || piece.bytes().readableBytes() <= maxBytes).isTrue();
      cursor = piece.cursor();
      fromPage.addAll(texts(piece));
    }
    assertThat(fromRing).isEqualTo(wanted);
    assertThat(fromPage).isEqualTo(wanted);
  }

  private static Frames frames(long firstSeq, int count, String data) {
    List<StreamEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(event(firstSeq + i, EventType.NEW_ORDER, data));
    }
    return Frames.of("e", events, 0);
  }

  private static StreamEvent event(long seq, EventType type, String data) {
    return new StreamEvent("t", type, "id-" + seq, seq, Instant.EPOCH, data);
  }

  /** The texts in a piece, which is given back. */
  private static List<String> texts(Piece piece) {
    List<String> texts = new ArrayList<>();
    ByteBuf in = piece.bytes();
    while (in.isReadable()) {
      assertThat(in.readUnsignedByte()).isEqualTo((short) 0x81);
      long length = in.readUnsignedByte();
      length = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
      texts.add(in.readCharSequence((int) length, StandardCharsets.UTF_8).toString());
    }
    assertThat(texts).hasSize(piece.events());
    in.release();
    return texts;
  }
}
