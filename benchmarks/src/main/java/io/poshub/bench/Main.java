package io.poshub.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./hub bench …}: each measurement is a sub-command. */
@Command(
    name = "hub bench",
    description = "Measures the hub against what one would do without it.",
    mixinStandardHelpOptions = true,
    subcommands = {LedgerBenchmark.class, PushBenchmark.class})
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }
}
