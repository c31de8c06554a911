package io.poshub.chaos.till;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class WebSocketFrameTest {

  @Test
  void readsTextOfEveryLengthForm() throws IOException {
    for (int length : new int[] {0, 125, 126, 65_535, 65_536}) {
      String text = "x".repeat(length);
      assertThat(read(serverText(text)).text()).isEqualTo(text);
    }
  }

  @Test
  void readsACloseCode() throws IOException {
    byte[] close = {(byte) 0x88, 2, 0x11, 0x39};

    assertThat(read(close).closeCode()).isEqualTo(4409);
    assertThat(read(new byte[] {(byte) 0x88, 0}).closeCode()).isNull();
  }

  @Test
  void refusesWhatAHubMustNotSend() {
    byte[] fragment = {0x01, 0};
    byte[] reserved = {(byte) 0xC1, 0};
    byte[] masked = {(byte) 0x81, (byte) 0x80, 1, 2, 3, 4};

    for (byte[] bad : new byte[][] {fragment, reserved, masked}) {
      assertThatThrownBy(() -> read(bad)).isInstanceOf(WebSocketFrame.BadFrame.class);
    }
  }

  @Test
  void anEndInsideAFrameIsAnEndAndNoFrame() {
    assertThatThrownBy(() -> read(new byte[] {(byte) 0x81, 5, 'a'}))
        .isInstanceOf(EOFException.class);
  }

  @Test
  void masksWhatATillSends() {
    byte[] frame = WebSocketFrame.masked(WebSocketFrame.TEXT, "ack".getBytes(UTF_8));

    assertThat(frame).hasSize(2 + 4 + 3);
    assertThat(frame[0]).isEqualTo((byte) 0x81);
    assertThat(frame[1]).isEqualTo((byte) 0x83);
    for (int i = 0; i < 3; i++) {
      assertThat((byte) (frame[6 + i] ^ frame[2 + i])).isEqualTo((byte) "ack".charAt(i));
    }
  }

  private static WebSocketFrame read(byte[] bytes) throws IOException {
    return WebSocketFrame.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  private static byte[] serverText(String text) {
    byte[] payload = text.getBytes(UTF_8);
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 10).put((byte) 0x81);
    if (payload.length < 126) {
      frame.put((byte) payload.length);
    } else if (payload.length <= 0xFFFF) {
      frame.put((byte) 126).putShort((short) payload.length);
    } else {
      frame.put((byte) 127).putLong(payload.length);
    }
    frame.put(payload);
    byte[] bytes = new byte[frame.position()];
    frame.flip().get(bytes);
    return bytes;
  }
}
