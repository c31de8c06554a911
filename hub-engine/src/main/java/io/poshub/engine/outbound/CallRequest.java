package io.poshub.engine.outbound;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * What is asked in a call. Not printed: headers may hold keys.
 *
 * @param headers beside those that HTTP itself needs; printable ASCII
 * @param body empty for a call without one
 * @param answerMaxBytes what is read of the answer's body; a longer one is no answer
 */
// The bytes are written once; nobody compares requests.
@SuppressWarnings("ArrayRecordComponent")
public record CallRequest(
    String method, Map<String, String> headers, byte[] body, int answerMaxBytes) {
  public CallRequest {
    requireNonNull(method, "method is null");
    requireNonNull(body, "body is null");
    headers = Map.copyOf(headers);
    if (!headers.values().stream().allMatch(CallRequest::isPlain)) {
      throw new IllegalArgumentException("a header's value is not printable");
    }
  }

  private static boolean isPlain(String value) {
    return value.chars().allMatch(c -> c >= ' ' && c < 0x7f);
  }

  @Override
  public String toString() {
    return "CallRequest[" + method + "]";
  }
}
