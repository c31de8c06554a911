package io.poshub.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.poshub.client.cli.Environment;
import io.poshub.client.cli.HubCommandLine;
import java.io.PrintWriter;

/** {@code ./hub terminal}, {@code tenant}, {@code key} and {@code verify}. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, UTF_8);
    System.exit(new HubCommandLine(out, err, Environment.ofProcess()).run(args));
  }
}
