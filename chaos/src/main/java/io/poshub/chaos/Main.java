package io.poshub.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import picocli.CommandLine;

/** {@code ./hub chaos}. Exit codes: 0 nothing found, 1 a violation, 2 usage, 3 it could not run. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, UTF_8);
    System.exit(new CommandLine(new ChaosCommand(out, err)).setErr(err).execute(args));
  }
}
