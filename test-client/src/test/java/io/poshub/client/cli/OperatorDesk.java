package io.poshub.client.cli;

import io.poshub.client.fakehub.FakeHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A folder with an operator's token, and a hub to talk to. A test's thread. */
final class OperatorDesk implements AutoCloseable {
  final FakeHub hub = new FakeHub();
  private final Path folder;

  OperatorDesk(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/operator.token"), "op-token\n");
  }

  Run run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--url");
    all.add(hub.address().toString());
    return Run.of(folder, Map.of(), all.toArray(String[]::new));
  }

  @Override
  public void close() throws IOException {
    hub.close();
  }
}
