package io.poshub.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class RequestTemplateTest {
  private static String written(RequestTemplate template, long stamp, long number) {
    ByteBuffer out = ByteBuffer.allocate(template.sizeBytes());
    template.write(out, stamp, number);
    return new String(out.array(), UTF_8);
  }

  @Test
  void placesAreFilledAnewEachTime() {
    RequestTemplate template =
        RequestTemplate.post(0, "/orders", "X: 100%\r\n", "{\"é\":\"ts:%STAMP%\",\"n\":%NUMBER%}");

    assertThat(written(template, 1_234, 7))
        .endsWith("{\"é\":\"ts:0000000000000001234\",\"n\":000000000000007}");
    assertThat(written(template, Long.MAX_VALUE, 8))
        .contains("ts:9223372036854775807")
        .contains("X: 100%\r\n");
  }

  @Test
  void theLengthIsThatOfTheBody() {
    String request = written(RequestTemplate.post(0, "/", "", "é%NUMBER%"), 0, 0);
    String body = request.substring(request.indexOf("\r\n\r\n") + 4);

    assertThat(request).contains("Content-Length: " + body.getBytes(UTF_8).length + "\r\n");
  }

  @Test
  void aStampIsFoundWhereverItStands() {
    StampFinder finder = new StampFinder();
    ByteBuffer in = ByteBuffer.wrap("..ts:0000000000000000042.....".getBytes(UTF_8));
    ByteBuffer moved = ByteBuffer.wrap(".....ts:0000000000000000043..".getBytes(UTF_8));
    ByteBuffer cut = ByteBuffer.wrap("..ts:00000000000".getBytes(UTF_8));

    assertThat(finder.find(in, 0, in.limit())).isEqualTo(42);
    assertThat(finder.find(moved, 0, moved.limit())).isEqualTo(43);
    assertThat(finder.find(in, 0, in.limit())).isEqualTo(42);
    assertThat(finder.find(cut, 0, cut.limit())).isEqualTo(StampFinder.NONE);
  }
}
