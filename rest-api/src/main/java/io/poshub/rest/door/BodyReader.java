package io.poshub.rest.door;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import io.poshub.rest.HttpCall;
import io.poshub.rest.RefusedException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a JSON body, strictly. Any thread. */
final class BodyReader {
  private static final Pattern JSON_TYPE =
      Pattern.compile(
          "application/json(\\s*;\\s*charset\\s*=\\s*(utf-8|\"utf-8\"))?\\s*;?",
          Pattern.CASE_INSENSITIVE);

  private BodyReader() {}

  static @Nullable JsonValue read(Route.Body wanted, HttpCall call) {
    if (wanted == Route.Body.NONE || wanted == Route.Body.BYTES) {
      return null;
    }
    String type = call.header("content-type");
    boolean nothingSent = call.body().length == 0 && type == null;
    if (nothingSent && wanted == Route.Body.OPTIONAL_JSON) {
      return new JsonValue.Obj(Map.of());
    }
    if (!nothingSent && (type == null || !JSON_TYPE.matcher(type.strip()).matches())) {
      throw new RefusedException(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send the body as application/json in UTF-8.");
    }
    String encoding = call.header("content-encoding");
    if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
      throw new RefusedException(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send the body as it is, without Content-Encoding.");
    }
    try {
      return Json.parse(call.body());
    } catch (MalformedJsonException e) {
      throw new RefusedException(
          ErrorCode.MALFORMED_JSON, requireNonNull(e.getMessage(), "message is null"));
    }
  }
}
