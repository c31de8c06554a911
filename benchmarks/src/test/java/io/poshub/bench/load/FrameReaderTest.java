package io.poshub.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
  private static final int TEXT = 0x81;

  private final List<Integer> lengths = new ArrayList<>();

  private void read(ByteBuffer in) throws IOException {
    FrameReader.read(in, (_, _, begin, end) -> lengths.add(end - begin));
  }

  @Test
  void everyLengthIsRead() throws IOException {
    ByteBuffer in = ByteBuffer.allocate(100_000);
    in.put((byte) TEXT).put((byte) 5).put(new byte[5]);
    in.put((byte) TEXT).put((byte) 126).putShort((short) 40_000).put(new byte[40_000]);
    in.put((byte) TEXT).put((byte) 127).putLong(300).put(new byte[300]);
    in.put((byte) TEXT).put((byte) 0);
    read(in.flip());

    assertThat(lengths).containsExactly(5, 40_000, 300, 0);
    assertThat(in.hasRemaining()).isFalse();
  }

  @Test
  void aFrameThatIsNotWholeIsLeft() throws IOException {
    ByteBuffer in = ByteBuffer.allocate(100);
    in.put((byte) TEXT).put((byte) 1).put(new byte[1]);
    in.put((byte) TEXT).put((byte) 50).put(new byte[20]);
    read(in.flip());

    assertThat(lengths).containsExactly(1);
    assertThat(in.remaining()).isEqualTo(22);
  }

  @Test
  void aFrameThatNeverFitsIsRefused() {
    ByteBuffer in = ByteBuffer.allocate(20);
    in.put((byte) TEXT).put((byte) 127).putLong(Long.MAX_VALUE).flip();

    assertThatThrownBy(() -> read(in)).isInstanceOf(IOException.class);
  }

  @Test
  void aClientsFrameIsMasked() {
    ByteBuffer frame = FrameReader.masked(10, new byte[] {1, 2});

    byte[] bytes = new byte[frame.remaining()];
    frame.get(bytes);
    assertThat(bytes).containsExactly(0x8A, 0x82, 0, 0, 0, 0, 1, 2);
  }
}
