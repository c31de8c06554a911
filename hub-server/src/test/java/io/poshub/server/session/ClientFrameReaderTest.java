package io.poshub.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.poshub.protocol.CloseCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 6455 as a server reads it: what is a message, and what ends the socket. */
class ClientFrameReaderTest {
  private static final byte[] MASK = {1, 2, 3, 4};
  private static final int FIN = 0x80;

  @Test
  void aMaskedTextIsAMessage() {
    assertThat(texts(frame(FIN | 1, "hello"))).containsExactly("hello");
  }

  @Test
  void bytesThatComeOneByOneMakeTheSameMessages() {
    byte[] bytes = join(frame(FIN | 1, "é"), frame(1, "a"), frame(FIN | 9, "p"), frame(FIN, "b"));
    ClientFrameReader reader = new ClientFrameReader();
    ByteBuf in = Unpooled.buffer();
    List<ClientMessage> messages = new ArrayList<>();
    for (byte next : bytes) {
      in.writeByte(next);
      ClientMessage message = reader.next(in);
      if (message != null) {
        messages.add(message);
      }
    }
    assertThat(messages).hasSize(3);
    assertThat(text(messages.get(0))).isEqualTo("é");
    assertThat(messages.get(1)).isInstanceOf(ClientMessage.Ping.class);
    assertThat(text(messages.get(2))).isEqualTo("ab");
  }

  @Test
  void anUnfinishedFrameConsumesNothing() {
    ByteBuf in = Unpooled.wrappedBuffer(frame(FIN | 1, "hello"));
    in.writerIndex(in.writerIndex() - 1);

    assertThat(new ClientFrameReader().next(in)).isNull();
    assertThat(in.readerIndex()).isZero();
  }

  static Stream<Arguments> violations() {
    return Stream.of(
        Arguments.argumentSet("not masked", new byte[] {(byte) (FIN | 1), 1, 'x'}, 1002),
        Arguments.argumentSet("reserved bit", frame(FIN | 0x40 | 1, "x"), 1002),
        Arguments.argumentSet("unknown data opcode", frame(FIN | 3, ""), 1002),
        Arguments.argumentSet("unknown control opcode", frame(FIN | 11, ""), 1002),
        Arguments.argumentSet("ping in fragments", frame(9, ""), 1002),
        Arguments.argumentSet("ping too long", frame(FIN | 9, "x".repeat(126)), 1002),
        Arguments.argumentSet("continuation of nothing", frame(FIN, "x"), 1002),
        Arguments.argumentSet("text inside a text", join(frame(1, "a"), frame(FIN | 1, "b")), 1002),
        Arguments.argumentSet("binary", frame(FIN | 2, "x"), 1003),
        Arguments.argumentSet("not UTF-8", frame(FIN | 1, new byte[] {(byte) 0xff}), 1007),
        Arguments.argumentSet("surrogate in UTF-8", frame(FIN | 1, bytes(0xed, 0xa0, 0x80)), 1007),
        Arguments.argumentSet(
            "UTF-8 broken across fragments",
            join(frame(1, bytes(0xc3)), frame(FIN, bytes(0x28))),
            1007),
        Arguments.argumentSet("too big", frame(FIN | 1, "x".repeat(16 * 1024 + 1)), 1009),
        Arguments.argumentSet(
            "too big in fragments", join(frame(1, "x".repeat(16 * 1024)), frame(FIN, "x")), 1009),
        Arguments.argumentSet("close with one byte", frame(FIN | 8, "x"), 1002),
        Arguments.argumentSet(
            "close with a code nobody may send", frame(FIN | 8, bytes(3, 0xed)), 1002),
        Arguments.argumentSet(
            "close with a reason that is not UTF-8", frame(FIN | 8, bytes(3, 0xe8, 0xff)), 1007),
        Arguments.argumentSet(
            "length longer than needed",
            bytes(FIN | 1, 0xfe, 0, 5, 1, 2, 3, 4, 0, 0, 0, 0, 0),
            1002),
        Arguments.argumentSet(
            "length beyond all measure",
            bytes(FIN | 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
            1009));
  }

  @ParameterizedTest
  @MethodSource("violations")
  void isAViolation(byte[] bytes, int code) {
    List<ClientMessage> messages = read(bytes);

    assertThat(messages.getLast())
        .isInstanceOfSatisfying(
            ClientMessage.Violation.class,
            violation -> assertThat(violation.code().code()).isEqualTo(code));
  }

  @Test
  void sixteenKibibytesAreStillTaken() {
    assertThat(texts(frame(FIN | 1, "x".repeat(16 * 1024)))).hasSize(1);
  }

  @Test
  void aCloseWithARegisteredCodeIsAGoodbye() {
    assertThat(read(frame(FIN | 8, bytes(3, 0xe8))))
        .hasOnlyElementsOfType(ClientMessage.Close.class);
    assertThat(read(frame(FIN | 8, ""))).hasOnlyElementsOfType(ClientMessage.Close.class);
    assertThat(CloseCode.NORMAL.code()).isEqualTo(0x3e8);
  }

  private static List<String> texts(byte[] bytes) {
    return read(bytes).stream().map(ClientFrameReaderTest::text).toList();
  }

  private static String text(ClientMessage message) {
    return message instanceof ClientMessage.Text(byte[] utf8)
        ? new String(utf8, StandardCharsets.UTF_8)
        : "not a text: " + message;
  }

  private static List<ClientMessage> read(byte[] bytes) {
    ClientFrameReader reader = new ClientFrameReader();
    ByteBuf in = Unpooled.wrappedBuffer(bytes);
    List<ClientMessage> messages = new ArrayList<>();
    while (in.isReadable()) {
      int before = in.readerIndex();
      ClientMessage message = reader.next(in);
      if (message != null) {
        messages.add(message);
      }
      if (in.readerIndex() == before || message instanceof ClientMessage.Violation) {
        break;
      }
    }
    return messages;
  }

  private static byte[] frame(int first, String payload) {
    return frame(first, payload.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] frame(int first, byte[] payload) {
    ByteBuf out = Unpooled.buffer();
    out.writeByte(first);
    if (payload.length < 126) {
      out.writeByte(0x80 | payload.length);
    } else {
      out.writeByte(0x80 | 126).writeShort(payload.length);
    }
    out.writeBytes(MASK);
    for (int i = 0; i < payload.length; i++) {
      out.writeByte(payload[i] ^ MASK[i % MASK.length]);
    }
    byte[] bytes = new byte[out.readableBytes()];
    out.readBytes(bytes);
    return bytes;
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[] join(byte[]... parts) {
    ByteBuf all = Unpooled.wrappedBuffer(parts);
    byte[] bytes = new byte[all.readableBytes()];
    all.readBytes(bytes);
    return bytes;
  }
}
