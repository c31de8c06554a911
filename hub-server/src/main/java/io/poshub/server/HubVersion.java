package io.poshub.server;

import java.util.Objects;

/** The version the build wrote into the jar. */
final class HubVersion {
  private HubVersion() {}

  static String text() {
    return Objects.requireNonNullElse(
        HubVersion.class.getPackage().getImplementationVersion(), "development");
  }
}
