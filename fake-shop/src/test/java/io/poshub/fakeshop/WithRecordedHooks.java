package io.poshub.fakeshop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A fake shop with hooks beside what real ones delivered, where recordings are at hand. */
abstract class WithRecordedHooks {
  final HookBench bench;

  WithRecordedHooks() throws IOException {
    bench = new HookBench(ShopProfile.CURRENT);
  }

  @BeforeEach
  void recordingsAreAtHand() {
    assumeTrue(Files.isDirectory(Recording.ROOT), "no recordings at hand");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  static Recording recording(String name) throws IOException, MalformedJsonException {
    JsonValue json = Json.parse(Files.readString(Recording.ROOT.resolve(name + ".json")));
    return new Recording("", name, (JsonValue.Obj) json);
  }
}
