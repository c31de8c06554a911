package io.poshub.client.cli;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.EventType;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.tenant.Role;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Parses and runs one command. */
public final class HubCommandLine {
  private final CommandLine commandLine;
  private final IParameterExceptionHandler people;

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
            .setExecutionExceptionHandler(
                (failure, _, parsed) -> failed(failure, isJson(parsed.originalArgs()), err));
    people = commandLine.getParameterExceptionHandler();
    commandLine.setParameterExceptionHandler(this::misunderstood);
  }

  /** Returns the exit code. */
  public int run(String... args) {
    return commandLine.execute(args);
  }

  private static int failed(Exception failure, boolean json, PrintWriter err) throws Exception {
    if (failure instanceof CommandFailed wrong) {
      String message = String.valueOf(wrong.getMessage());
      err.println(json ? asJson(message, wrong.code()) : message);
      return wrong.exitCode();
    }
    throw failure;
  }

  private int misunderstood(ParameterException failure, String[] args) throws Exception {
    if (!isJson(List.of(args))) {
      return people.handleParseException(failure, args);
    }
    commandLine.getErr().println(asJson(String.valueOf(failure.getMessage()), null));
    return ExitCode.USAGE;
  }

  /** Whoever reads answers by machine reads refusals so too. */
  private static String asJson(String message, @Nullable String code) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("error", message);
    if (code != null) {
      error.put("code", code);
    }
    return Json.write(error);
  }

  private static boolean isJson(List<String> args) {
    return args.contains("--json");
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
      versionProvider = Version.class,
      description = "A till to watch, and the operator's commands.",
      synopsisSubcommandLabel = "(terminal | tenant | key | verify | queue | sync)")
  private record Hub() implements Runnable {
    @Override
    public void run() {
      throw CommandFailed.usage(
          "Say what to do: hub terminal, tenant, key, verify, queue or sync (--help).");
    }
  }

  /** The version the build wrote into the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String built = HubCommandLine.class.getPackage().getImplementationVersion();
      return new String[] {"hub " + (built == null ? "development" : built)};
    }
  }
}
