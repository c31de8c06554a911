package io.poshub.client.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on disk of calls that are on their way. */
class OutboxTest {
  private static final OpenCall ONE = new OpenCall("k1", "/gift-cards/A/deduct", "{\"a\":\"é\"}");
  private static final OpenCall TWO = new OpenCall("k2", "/gift-cards/B/deduct", "{}");

  @TempDir private Path folder;

  @Test
  void whatIsOpenIsFoundAgainInItsOrder() throws IOException {
    Path file = folder.resolve("shop/till.calls");
    try (Outbox outbox = Outbox.open(file)) {
      outbox.begin(ONE);
      outbox.begin(TWO);
      outbox.end(ONE);
      outbox.begin(new OpenCall("k3", "/x", "{}"));
    }
    try (Outbox outbox = Outbox.open(file)) {
      assertThat(outbox.open()).extracting(OpenCall::key).containsExactly("k2", "k3");
      assertThat(outbox.open().getFirst()).isEqualTo(TWO);
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aLineThatWasCutOffIsACallThatWasNotSent() throws IOException {
    Path file = folder.resolve("till.calls");
    try (Outbox outbox = Outbox.open(file)) {
      outbox.begin(ONE);
    }
    Files.writeString(file, "{\"key\":\"k2\",\"pa", StandardOpenOption.APPEND);

    try (Outbox outbox = Outbox.open(file)) {
      assertThat(outbox.open()).containsExactly(ONE);
    }
  }

  @Test
  void damageInTheMiddleIsNotPassedOver() throws IOException {
    Path file = folder.resolve("till.calls");
    Files.writeString(file, "{\"key\":\"k1\"}\n{\"done\":\"k0\"}\n");
    assertThatThrownBy(() -> Outbox.open(file)).isInstanceOf(IOException.class);
    Files.writeString(file, "garbage\n{\"done\":\"k0\"}\n");
    assertThatThrownBy(() -> Outbox.open(file)).isInstanceOf(IOException.class);
  }

  @Test
  void theFileDoesNotGrowForEver() throws IOException {
    Path file = folder.resolve("till.calls");
    try (Outbox outbox = Outbox.open(file)) {
      outbox.begin(ONE);
      for (int i = 0; i <= Outbox.LINES_MAX / 2; i++) {
        OpenCall call = new OpenCall("n" + i, "/x", "{}");
        outbox.begin(call);
        outbox.end(call);
      }
      assertThat(Files.readAllLines(file)).hasSizeLessThan(10);
      assertThat(outbox.open()).containsExactly(ONE);
    }
  }

  @Test
  void aTillWithTooManyOpenCallsMakesNoFurtherOne() throws IOException {
    try (Outbox outbox = Outbox.open(folder.resolve("till.calls"))) {
      for (int i = 0; i < Outbox.OPEN_MAX_CALLS; i++) {
        outbox.begin(new OpenCall("n" + i, "/x", "{}"));
      }
      assertThatThrownBy(() -> outbox.begin(ONE)).isInstanceOf(IOException.class);
    }
  }
}
