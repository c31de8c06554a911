package io.poshub.client.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;

/** A command cannot go on; the message, which may have several lines, is meant for the user. */
final class CommandFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final @Nullable String code;

  private CommandFailed(String message, int exitCode, @Nullable String code) {
    super(message, null, false, false);
    this.exitCode = exitCode;
    this.code = code;
  }

  /** The hub refused, or could not be reached. */
  static CommandFailed refused(String message) {
    return new CommandFailed(message, ExitCode.SOFTWARE, null);
  }

  /** The hub refused, and said why in its own word. */
  static CommandFailed refused(String message, @Nullable String code) {
    return new CommandFailed(message, ExitCode.SOFTWARE, code);
  }

  /** The command was called wrongly. */
  static CommandFailed usage(String message) {
    return new CommandFailed(message, ExitCode.USAGE, null);
  }

  int exitCode() {
    return exitCode;
  }

  /** The hub's word for it; null if the hub did not say it. */
  @Nullable String code() {
    return code;
  }
}
