package io.poshub.client.cli;

import picocli.CommandLine.ExitCode;

/** A command cannot go on; the message, which may have several lines, is meant for the user. */
final class CommandFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandFailed(String message, int exitCode) {
    super(message, null, false, false);
    this.exitCode = exitCode;
  }

  /** The hub refused, or could not be reached. */
  static CommandFailed refused(String message) {
    return new CommandFailed(message, ExitCode.SOFTWARE);
  }

  /** The command was called wrongly. */
  static CommandFailed usage(String message) {
    return new CommandFailed(message, ExitCode.USAGE);
  }

  int exitCode() {
    return exitCode;
  }
}
