package io.poshub.client.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;

/** What one command printed, and its exit code. */
record Run(int code, String out, String err) {

  static Run of(Path folder, Map<String, String> variables, String... args) {
    return of(folder, variables, false, args);
  }

  static Run of(Path folder, Map<String, String> variables, boolean isTerminal, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        new HubCommandLine(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                new Environment(variables, folder, folder, isTerminal))
            .run(args);
    return new Run(code, out.toString(), err.toString());
  }
}
