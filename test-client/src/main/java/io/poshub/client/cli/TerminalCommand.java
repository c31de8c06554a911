package io.poshub.client.cli;

import static java.util.Objects.requireNonNull;

import io.poshub.client.http.HubHttp;
import io.poshub.client.print.OrderCalls;
import io.poshub.client.print.OrderPrinter;
import io.poshub.client.print.PrintingListener;
import io.poshub.client.terminal.PosTerminal;
import io.poshub.client.terminal.TerminalListener;
import io.poshub.client.terminal.TerminalSettings;
import io.poshub.client.terminal.TerminalState;
import io.poshub.protocol.EventType;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** A till on the screen. Filled while the command line is parsed, then run on the main thread. */
@Command(
    name = "terminal",
    mixinStandardHelpOptions = true,
    description =
        "Follow a tenant's events as a till would: print, ack, reconnect. Ends by Ctrl-C.")
final class TerminalCommand implements Callable<Integer> {
  private final PrintWriter out;
  private final PrintWriter err;
  private final Environment environment;
  private String tenant = "";
  private @Nullable String key;
  private @Nullable String terminal;
  private URI url;
  private Set<EventType> events = Set.of();
  private @Nullable Path state;
  private boolean isJson;
  private boolean isPrinting;
  private boolean isAccepting;

  TerminalCommand(PrintWriter out, PrintWriter err, Environment environment) {
    this.out = requireNonNull(out, "out is null");
    this.err = requireNonNull(err, "err is null");
    this.environment = requireNonNull(environment, "environment is null");
    this.url = environment.hubUrl();
  }

  @Option(names = "--tenant", required = true, paramLabel = "SLUG")
  void setTenant(String given) {
    tenant = given;
  }

  @Option(names = "--key", paramLabel = "KEY", description = "Default: HUB_KEY.")
  void setKey(@Nullable String given) {
    key = given;
  }

  @Option(
      names = "--terminal",
      paramLabel = "ID",
      description = "The till's name; with it events are acked and the hub keeps its place.")
  void setTerminal(@Nullable String given) {
    terminal = given;
  }

  @Option(names = "--url", paramLabel = "URL", description = OperatorOptions.URL_TEXT)
  void setUrl(URI given) {
    url = given;
  }

  @Option(
      names = "--events",
      split = ",",
      paramLabel = "TYPE",
      description = "Only these types of event, such as new_order,order_updated.")
  void setEvents(@Nullable Set<EventType> given) {
    events = given == null ? Set.of() : given;
  }

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description =
          "Where to keep the place. Default, if --terminal is given: a file in ~/.poshub.")
  void setState(@Nullable Path given) {
    state = given;
  }

  @Option(names = "--json", description = "Print each event as the hub's JSON.")
  void setJson(boolean given) {
    isJson = given;
  }

  @Option(
      names = "--print",
      description =
          "Claim each new order and print its receipt; of several such tills exactly one does.")
  void setPrint(boolean given) {
    isPrinting = given;
  }

  @Option(
      names = "--auto-accept",
      description = "Accept each new order; with --print, once it is printed here.")
  void setAutoAccept(boolean given) {
    isAccepting = given;
  }

  @Override
  public Integer call() {
    TerminalSettings settings = settings();
    TerminalPrinter screen = new TerminalPrinter(out, err, url.toString(), isJson);
    if (!isPrinting && !isAccepting) {
      return follow(settings, screen);
    }
    try (HttpClient http = HubHttp.newClient();
        OrderPrinter printer = printer(settings, http)) {
      return follow(settings, new PrintingListener(screen, printer));
    }
  }

  private int follow(TerminalSettings settings, TerminalListener listener) {
    try (PosTerminal till = new PosTerminal(settings, listener)) {
      // On Ctrl-C the place is acked and saved before the process ends.
      Runtime.getRuntime().addShutdownHook(new Thread(till::close, "terminal-close"));
      till.connect();
      return till.awaitEnd() instanceof TerminalState.Closed ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  private OrderPrinter printer(TerminalSettings settings, HttpClient http) {
    if (terminal == null) {
      throw CommandFailed.usage("--print and --auto-accept need --terminal: orders remember who.");
    }
    if (!events.isEmpty() && !events.contains(EventType.NEW_ORDER)) {
      throw CommandFailed.usage("--print and --auto-accept need new_order among --events.");
    }
    HubHttp calls =
        new HubHttp(
            http, url, Map.of("X-API-Key", settings.key(), "X-Tenant-ID", settings.tenant()));
    return new OrderPrinter(
        new OrderCalls(calls, tenant, terminal),
        new OrderPrinter.Duties(isPrinting, isAccepting),
        new OrderPrinter.Output(this::print, remark -> err.println(Printable.of(remark))),
        InstantSource.system());
  }

  /** A receipt that nobody can read is not printed. */
  private void print(List<String> receipt) {
    receipt.forEach(line -> out.println(Printable.of(line)));
    if (out.checkError()) {
      throw new IllegalStateException("the output is closed");
    }
  }

  TerminalSettings settings() {
    try {
      return TerminalSettings.builder(url, tenant, givenKey())
          .terminal(terminal)
          .events(events)
          .stateFile(state == null ? defaultState() : state)
          .build();
    } catch (IllegalArgumentException wrong) {
      throw CommandFailed.usage(String.valueOf(wrong.getMessage()));
    }
  }

  private String givenKey() {
    return key != null
        ? key
        : environment
            .variable("HUB_KEY")
            .orElseThrow(() -> CommandFailed.usage("no key: give --key or set HUB_KEY"));
  }

  /** One file per hub, tenant and till; a nameless till keeps no place. */
  private @Nullable Path defaultState() {
    if (terminal == null) {
      return null;
    }
    int port = url.getPort() >= 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
    String name = "terminal-%s-%d-%s-%s.json".formatted(url.getHost(), port, tenant, terminal);
    return environment.home().resolve(".poshub").resolve(name.replaceAll("[^A-Za-z0-9._-]", "_"));
  }
}
