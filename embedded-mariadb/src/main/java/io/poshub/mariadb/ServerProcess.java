package io.poshub.mariadb;

import static java.util.Objects.requireNonNull;

/** A started server and the port it was given. */
record ServerProcess(Process process, int port) {
  ServerProcess {
    requireNonNull(process, "process is null");
  }

  static String jdbcUrl(int port) {
    return "jdbc:mysql://127.0.0.1:" + port + "/";
  }

  long pid() {
    return process.pid();
  }
}
