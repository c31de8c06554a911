package io.poshub.mariadb;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/** Where the server keeps what inside a data folder; drawn in the package's description. */
record ServerHome(Path path) {
  ServerHome {
    requireNonNull(path, "path is null");
  }

  static ServerHome in(DataFolder folder) {
    return new ServerHome(folder.path().resolve("mariadb"));
  }

  Path data() {
    return path.resolve("data");
  }

  Path unfinishedInstallation() {
    return path.resolve("install.tmp");
  }

  Path password() {
    return path.resolve("password");
  }

  Path port() {
    return path.resolve("port");
  }

  Path pid() {
    return path.resolve("pid");
  }

  Path log() {
    return path.resolve("error.log");
  }

  Path previousLog() {
    return path.resolve("error.log.1");
  }
}
