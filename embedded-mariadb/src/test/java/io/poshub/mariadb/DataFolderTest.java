package io.poshub.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir private Path temp;

  @Test
  void aMissingFolderIsCreatedForItsOwnerOnly() throws IOException {
    Path folder = temp.resolve("a/b");
    try (DataFolder held = DataFolder.open(folder)) {
      assertThat(held.path()).isEqualTo(folder.toRealPath());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void aSecondOpenerInThisProcessIsRefusedWithOneLine() throws IOException {
    try (DataFolder held = DataFolder.open(temp)) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> DataFolder.open(temp))
            .isInstanceOf(DataFolderInUseException.class)
            .hasMessage(
                "the data folder %s is in use by another hub (process %d)",
                held.path(), ProcessHandle.current().pid());
      }
    }
  }

  @Test
  void anotherNameOfTheSameFolderIsTheSameFolder() throws IOException {
    Path link =
        Files.createSymbolicLink(temp.resolve("link"), Files.createDirectory(temp.resolve("real")));
    try (DataFolder held = DataFolder.open(temp.resolve("real"))) {
      assertThatThrownBy(() -> DataFolder.open(link))
          .isInstanceOf(DataFolderInUseException.class)
          .hasMessageContaining(held.toString());
    }
  }

  @Test
  void anotherProcessIsRefusedAndToldWhoHoldsTheFolder() throws Exception {
    try (ChildHub child = ChildHub.holding(temp)) {
      child.awaitReady();
      assertThatThrownBy(() -> DataFolder.open(temp))
          .isInstanceOf(DataFolderInUseException.class)
          .hasMessage(
              "the data folder %s is in use by another hub (process %d)",
              temp.toRealPath(), child.pid());
      child.kill();
      DataFolder.open(temp).close();
    }
  }

  @Test
  void aRefusedOpenerDoesNotLoosenTheLock() throws Exception {
    try (DataFolder held = DataFolder.open(temp)) {
      assertThatThrownBy(() -> DataFolder.open(temp)).isInstanceOf(DataFolderInUseException.class);
      assertThat(held.isHeld()).isTrue();
      try (ChildHub child = ChildHub.holding(temp)) {
        assertThat(child.awaitRefusal())
            .contains("is in use by another hub (process " + ProcessHandle.current().pid() + ")");
      }
    }
  }

  @Test
  void aClosedFolderCanBeOpenedAgain() throws IOException {
    DataFolder first = DataFolder.open(temp);
    first.close();
    first.close();
    try (DataFolder second = DataFolder.open(temp)) {
      first.close();
      assertThat(second.isHeld()).isTrue();
      assertThatThrownBy(() -> DataFolder.open(temp)).isInstanceOf(DataFolderInUseException.class);
    }
  }
}
