package io.poshub.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.server.front.FrontDoor;
import io.poshub.server.front.RawClient;
import io.poshub.server.front.RawClient.Frame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6455 on a real socket: what is taken, what is answered, and what ends it with which code. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientFramesTest {
  private static final int TEXT_BEGINS = 0x01;
  private static final int GOES_ON = 0x00;
  private static final int ENDS = 0x80;
  private static final int CLOSE = 0x88;
  private static final int PING = 0x89;
  private static final int PONG = 0x8a;

  private final FrontDoor hub;

  ClientFramesTest() throws Exception {
    this.hub = FrontDoor.open();
  }

  @AfterAll
  void close() {
    hub.close();
  }

  @ParameterizedTest
  @CsvSource({
    "not masked,                     8102 7b7d,                1002",
    "first reserved bit,             c180 00000000,            1002",
    "second reserved bit,            a180 00000000,            1002",
    "third reserved bit,             9180 00000000,            1002",
    "unknown data opcode,            8380 00000000,            1002",
    "unknown control opcode,         8b80 00000000,            1002",
    "binary,                         8280 00000000,            1003",
    "fragmented ping,                0980 00000000,            1002",
    "ping of 126 bytes,              89fe 007e,                1002",
    "nothing to continue,            8080 00000000,            1002",
    "text inside a text,             0180 00000000 8180 00000000, 1002",
    "length not in shortest form,    81fe 007d 00000000,       1002",
    "long length not in shortest,    81ff 000000000000ffff,    1002",
    "negative length,                81ff ffffffffffffffff,    1009",
    "more than 16 KiB,               81fe 4001,                1009",
    "far more than 16 KiB,           81ff 0000000100000000,    1009",
    "close of one byte,              8881 00000000 03,         1002",
    "close with code 1005,           8882 00000000 03ed,       1002",
    "close with code 1006,           8882 00000000 03ee,       1002",
    "close with code 999,            8882 00000000 03e7,       1002",
    "close with code 2999,           8882 00000000 0bb7,       1002",
    "close with code 5000,           8882 00000000 1388,       1002",
    "close reason not UTF-8,         8883 00000000 03e8 ff,    1007",
    "text not UTF-8,                 8181 00000000 ff,         1007",
    "overlong UTF-8,                 8182 00000000 c0af,       1007",
    "surrogate in UTF-8,             8183 00000000 eda080,     1007",
    "beyond Unicode,                 8184 00000000 f4908080,   1007",
    "UTF-8 cut off,                  8182 00000000 e282,       1007",
  })
  void whatBreaksTheProtocolEndsTheSocket(String what, String bytes, int code) throws Exception {
    try (RawClient client = hub.liveSocket("")) {
      client.send(HexFormat.of().parseHex(bytes.replace(" ", "")));
      assertThat(client.closeCode()).as(what).isEqualTo(code);
    }
  }

  @Test
  void aPingComesBackAndAnUnaskedPongIsFine() throws Exception {
    try (RawClient client = hub.liveSocket("")) {
      byte[] payload = new byte[125];
      payload[124] = 9;
      client.send(RawClient.frame(PONG, payload)).send(RawClient.frame(PING, payload));
      Frame pong = client.frame();
      assertThat(pong.opcode()).isEqualTo(10);
      assertThat(pong.payload()).isEqualTo(payload);
    }
  }

  @Test
  void aMessageMayComeInFragmentsWithPingsBetweenAndByteByByte() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String pong = "{\"type\":\"pong\",\"x\":\"é\"}";
    byte[] utf8 = pong.getBytes(StandardCharsets.UTF_8);
    // Cut in the middle of a character.
    int cut = utf8.length - 3;
    bytes.writeBytes(RawClient.frame(TEXT_BEGINS, Arrays.copyOf(utf8, cut)));
    bytes.writeBytes(RawClient.frame(PING, new byte[] {1}));
    bytes.writeBytes(RawClient.frame(GOES_ON, new byte[0]));
    bytes.writeBytes(RawClient.frame(ENDS, Arrays.copyOfRange(utf8, cut, utf8.length)));
    bytes.writeBytes(RawClient.frame(PING, new byte[] {2}));
    try (RawClient client = hub.liveSocket("")) {
      for (byte one : bytes.toByteArray()) {
        client.send(new byte[] {one});
      }
      assertThat(client.frame().payload()).containsExactly(1);
      assertThat(client.frame().payload()).containsExactly(2);
    }
  }

  @Test
  void aPingBetweenLargeFragmentsDoesNotCountToTheirSize() throws Exception {
    try (RawClient client = hub.liveSocket("")) {
      client.send(RawClient.frame(TEXT_BEGINS, new byte[16 * 1024 - 10]));
      client.send(RawClient.frame(PING, new byte[100]));
      assertThat(client.frame().payload()).hasSize(100);
    }
  }

  @Test
  void fragmentsTogetherMayHave16KiB() throws Exception {
    try (RawClient client = hub.liveSocket("")) {
      client.send(RawClient.frame(TEXT_BEGINS, new byte[10 * 1024]));
      client.send(RawClient.frame(GOES_ON, new byte[6 * 1024]));
      client.send(RawClient.frame(GOES_ON, new byte[1]));
      assertThat(client.closeCode()).isEqualTo(1009);
    }
    try (RawClient client = hub.liveSocket("")) {
      String fitting = "{\"type\":\"pong\",\"x\":\"" + "x".repeat(16 * 1024 - 23) + "\"}";
      assertThat(fitting).hasSize(16 * 1024 - 1);
      client.sendText(fitting).send(RawClient.frame(PING, new byte[0]));
      assertThat(client.frame().opcode()).isEqualTo(10);
    }
  }

  @Test
  void aGoodbyeIsAnsweredWithItsOwnCode() throws Exception {
    try (RawClient client = hub.liveSocket("");
        RawClient silent = hub.liveSocket("")) {
      client.send(RawClient.frame(CLOSE, new byte[] {0x0f, (byte) 0xa1, 'b', 'y', 'e'}));
      assertThat(client.frame().closeCode()).isEqualTo(4001);
      assertThat(client.isClosedByServer()).isTrue();
      silent.send(RawClient.frame(CLOSE, new byte[0]));
      assertThat(silent.frame().payload()).isEmpty();
      assertThat(silent.isClosedByServer()).isTrue();
    }
  }

  @Test
  void twoHundredFramesAtOnceAreTakenAndThenFiftyASecond() throws Exception {
    byte[] ping = RawClient.frame(PING, new byte[0]);
    ByteArrayOutputStream burst = new ByteArrayOutputStream();
    for (int i = 0; i < 200; i++) {
      burst.writeBytes(ping);
    }
    try (RawClient client = hub.liveSocket("")) {
      client.send(burst.toByteArray());
      for (int i = 0; i < 200; i++) {
        assertThat(client.frame().opcode()).isEqualTo(10);
      }
      client.send(burst.toByteArray());
      assertThat(client.closeCode()).isEqualTo(4429);
    }
    try (RawClient client = hub.liveSocket("")) {
      client.send(burst.toByteArray());
      for (int i = 0; i < 200; i++) {
        client.frame();
      }
      hub.advance(Duration.ofSeconds(1));
      for (int i = 0; i < 50; i++) {
        client.send(ping);
        assertThat(client.frame().opcode()).isEqualTo(10);
      }
    }
    // Fragments count as frames: they cost as much.
    try (RawClient client = hub.liveSocket("")) {
      ByteArrayOutputStream fragments = new ByteArrayOutputStream();
      fragments.writeBytes(RawClient.frame(TEXT_BEGINS, new byte[0]));
      for (int i = 0; i < 400; i++) {
        fragments.writeBytes(RawClient.frame(GOES_ON, new byte[0]));
      }
      client.send(fragments.toByteArray());
      assertThat(client.closeCode()).isEqualTo(4429);
    }
  }
}
