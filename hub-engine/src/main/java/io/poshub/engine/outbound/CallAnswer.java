package io.poshub.engine.outbound;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What came of a call. */
public sealed interface CallAnswer {

  /**
   * The target answered.
   *
   * @param headers by their names in lower case
   */
  // The bytes are read once, by whoever asked; nobody compares answers.
  @SuppressWarnings("ArrayRecordComponent")
  record Answered(int status, Map<String, String> headers, byte[] body) implements CallAnswer {
    public Answered {
      headers = Map.copyOf(headers);
      requireNonNull(body, "body is null");
    }

    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
  }

  /** It did not, or not in a way that can be read. */
  record Failed(PostAnswer.Cause cause) implements CallAnswer {
    public Failed {
      requireNonNull(cause, "cause is null");
    }
  }
}
