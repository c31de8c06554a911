package io.poshub.bench.peer;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/** Where the peers' programs are kept, and where they are installed. */
public record PeerFolders(Path sources, Path installed) {
  public PeerFolders {
    requireNonNull(sources, "sources is null");
    requireNonNull(installed, "installed is null");
  }
}
