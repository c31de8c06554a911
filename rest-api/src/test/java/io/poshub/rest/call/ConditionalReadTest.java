package io.poshub.rest.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.rest.HttpReply;
import org.junit.jupiter.api.Test;

class ConditionalReadTest {
  private static final byte[] BODY = {1, 2, 3};

  @Test
  void theSameBodyHasTheSameTag() {
    assertThat(ConditionalRead.tag(BODY)).isEqualTo(ConditionalRead.tag(BODY.clone()));
    assertThat(ConditionalRead.tag(BODY)).isNotEqualTo(ConditionalRead.tag(new byte[] {1}));
  }

  @Test
  void tagsAreComparedWeaklyAndInLists() {
    String tag = ConditionalRead.tag(BODY);

    for (String header : new String[] {tag, "W/" + tag, "\"a\",W/" + tag + " ,\"b\"", " * "}) {
      assertThat(ConditionalRead.matches(header, tag)).as(header).isTrue();
    }
    for (String header : new String[] {"", "\"a\"", tag.replace("\"", ""), "*x", ",,"}) {
      assertThat(ConditionalRead.matches(header, tag)).as(header).isFalse();
    }
  }

  @Test
  void onlyAGoodAnswerIsTagged() {
    assertThat(
            ConditionalRead.apply(ConditionalRead.tagged(HttpReply.json(404, BODY)), "*").status())
        .isEqualTo(404);
    assertThat(ConditionalRead.tagged(HttpReply.json(404, BODY)).headers())
        .doesNotContainKey("ETag");
  }
}
