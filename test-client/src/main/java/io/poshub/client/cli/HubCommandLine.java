package io.poshub.client.cli;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.EventType;
import io.poshub.protocol.tenant.Role;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.TypeConversionException;

/** Parses and runs one command. */
public final class HubCommandLine {
  private final CommandLine commandLine;

  public HubCommandLine(PrintWriter out, PrintWriter err, Environment environment) {
    requireNonNull(environment, "environment is null");
    commandLine =
        new CommandLine(new Hub())
            .addSubcommand(new TerminalCommand(out, err, environment))
            .addSubcommand(new TenantCommand(out, environment))
            .addSubcommand(new KeyCommand(out, environment))
            .addSubcommand(new VerifyCommand(out, environment))
            .addSubcommand(new QueueCommand(out, environment))
            .addSubcommand(new SyncCommand(out, environment))
            .registerConverter(Role.class, HubCommandLine::role)
            .registerConverter(EventType.class, HubCommandLine::eventType)
            .setOut(out)
            .setErr(err)
            .setUsageHelpAutoWidth(true)
            .setExecutionExceptionHandler((failure, _, _) -> failed(failure, err));
  }

  /** Returns the exit code. */
  public int run(String... args) {
    return commandLine.execute(args);
  }

  private static int failed(Exception failure, PrintWriter err) throws Exception {
    if (failure instanceof CommandFailed wrong) {
      err.println(wrong.getMessage());
      return wrong.exitCode();
    }
    throw failure;
  }

  private static Role role(String text) {
    Role role = Role.BY_WIRE.get(text);
    if (role == null) {
      throw new TypeConversionException("must be one of terminal, platform, admin");
    }
    return role;
  }

  private static EventType eventType(String text) {
    return EventType.ofWire(text)
        .orElseThrow(() ->
            new TypeConversionException(
                "must be one of "
                    + Arrays.stream(EventType.values())
                        .map(EventType::wire)
                        .collect(Collectors.joining(", "))));
  }

  @Command(
      name = "hub",
      mixinStandardHelpOptions = true,
      description = "A till to watch, and the operator's commands.",
      synopsisSubcommandLabel = "(terminal | tenant | key | verify)")
  private record Hub() implements Runnable {
    @Override
    public void run() {
      throw CommandFailed.usage("Say what to do: hub terminal, tenant, key or verify (--help).");
    }
  }
}
