package io.poshub.client.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poshub.protocol.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionFileTest {
  @TempDir private Path folder;

  @Test
  void whatWasWrittenLastIsRead() throws IOException {
    PositionFile file = new PositionFile(folder.resolve("a/b/till.json"), "kitchen");
    assertThat(file.read()).isNull();
    file.write(new Position("e1", 7));
    file.write(new Position("e1", 1_000_000_000_000L));
    assertThat(file.read()).isEqualTo(new Position("e1", 1_000_000_000_000L));
    try (Stream<Path> files = Files.list(folder.resolve("a/b"))) {
      assertThat(files).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"tenant\":\"kitchen\",\"epoch\":\"e\"}",
        "{\"tenant\":\"kitchen\",\"epoch\":\"e\",\"seq\":-1}",
        "{\"tenant\":\"bakery\",\"epoch\":\"e\",\"seq\":1}"
      })
  void anythingElseIsRefusedRatherThanSkipped(String text) throws IOException {
    Path path = folder.resolve("till.json");
    Files.writeString(path, text);
    PositionFile file = new PositionFile(path, "kitchen");
    assertThatThrownBy(file::read).isInstanceOf(IOException.class).hasMessageContaining("delete");
  }
}
