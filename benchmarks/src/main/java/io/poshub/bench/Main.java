package io.poshub.bench;

import io.poshub.bench.micro.JmhCommand;
import io.poshub.bench.report.ReportCommand;
import io.poshub.bench.scenario.BenchSetting;
import io.poshub.bench.scenario.ConnectCommand;
import io.poshub.bench.scenario.FanOutCommand;
import io.poshub.bench.scenario.GuardCommand;
import io.poshub.bench.scenario.IdleCommand;
import io.poshub.bench.scenario.LedgerCommand;
import io.poshub.bench.scenario.PacedCommand;
import io.poshub.bench.scenario.ReplayCommand;
import io.poshub.bench.scenario.RestCommand;
import io.poshub.bench.scenario.StartCommand;
import io.poshub.bench.scenario.TenantsCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./hub bench …}: each measurement is a sub-command. */
@Command(
    name = "hub bench",
    description = "Measures the hub against what one would use instead of it.",
    mixinStandardHelpOptions = true)
public final class Main {
  @Mixin private final BenchSetting setting = new BenchSetting();

  private Main() {}

  public static void main(String[] args) {
    System.exit(
        commandLine().setExecutionExceptionHandler((failure, _, _) -> said(failure)).execute(args));
  }

  /** What went wrong is mostly that something is not there; -Dbench.trace=true says more. */
  private static int said(Exception failure) throws Exception {
    if (Boolean.getBoolean("bench.trace")) {
      throw failure;
    }
    System.err.println("hub bench: " + failure.getMessage());
    return 1;
  }

  static CommandLine commandLine() {
    Main main = new Main();
    return new CommandLine(main)
        .addSubcommand(new FanOutCommand(main.setting))
        .addSubcommand(new PacedCommand(main.setting))
        .addSubcommand(new TenantsCommand(main.setting))
        .addSubcommand(new ConnectCommand(main.setting))
        .addSubcommand(new IdleCommand(main.setting))
        .addSubcommand(new ReplayCommand(main.setting))
        .addSubcommand(new RestCommand(main.setting))
        .addSubcommand(new LedgerCommand(main.setting))
        .addSubcommand(new StartCommand(main.setting))
        .addSubcommand(new JmhCommand(main.setting))
        .addSubcommand(new GuardCommand(main.setting))
        .addSubcommand(new ReportCommand(main.setting));
  }
}
