package io.poshub.server;

import io.poshub.server.HubConfigReader.Result;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code ./hub start} and {@code ./hub demo}, and the rehearsal of a build. Exit codes: 0 stopped,
 * 1 could not start, 2 wrong settings.
 */
public final class Main {
  private static final int CANNOT_START = 1;
  private static final int WRONG_SETTINGS = 2;
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private final PrintStream out;
  private final PrintStream err;

  private Main(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  public static void main(String[] args) throws InterruptedException {
    int code = new Main(System.out, System.err).run(List.of(args));
    if (code != 0) {
      System.exit(code);
    }
    // Started: the event loops are daemons, so this thread keeps the process until a signal ends
    // it.
    new CountDownLatch(1).await();
  }

  private int run(List<String> args) throws InterruptedException {
    Command command = Command.parse(args);
    if (command == null) {
      err.println("usage: hub start [--config FILE] | hub demo [--config FILE]");
      return WRONG_SETTINGS;
    }
    Map<String, String> settings;
    try {
      settings = command.settings(Settings.environment());
    } catch (IOException e) {
      err.println("hub: the settings file " + command.configFile + " cannot be read");
      return WRONG_SETTINGS;
    } catch (StartException e) {
      e.lines().forEach(problem -> err.println("hub: " + problem));
      return WRONG_SETTINGS;
    }
    return switch (HubConfigReader.read(settings)) {
      case Result.Invalid(List<String> problems) -> {
        problems.forEach(problem -> err.println("hub: " + problem));
        yield WRONG_SETTINGS;
      }
      case Result.Valid(HubConfig config) ->
          switch (command.verb) {
            case START -> serve(config, false);
            case DEMO -> serve(config, true);
            case REHEARSE -> rehearse(config);
          };
    };
  }

  private int serve(HubConfig config, boolean demo) throws InterruptedException {
    try {
      Hub hub = Hub.start(config);
      config.describe().forEach(LOG::info);
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(hub)));
      if (demo) {
        new Demo(hub.engine(), config.dataDir(), hub.url(), out).prepare();
      }
      out.println("ready on " + hub.url());
      out.flush();
      return 0;
    } catch (StartException e) {
      LOG.debug("The hub does not start", e);
      err.println("hub: " + e.getMessage());
      return CANNOT_START;
    } catch (IOException e) {
      LOG.debug("The demo cannot be prepared", e);
      err.println("hub: the demo's keys cannot be kept in " + config.dataDir());
      return CANNOT_START;
    }
  }

  private int rehearse(HubConfig config) throws InterruptedException {
    try {
      Rehearsal.run(config, Rehearsal.ROUNDS);
    } catch (StartException | IOException e) {
      err.println("hub: the rehearsal failed: " + e.getMessage());
      return CANNOT_START;
    }
    System.exit(0);
    return 0;
  }

  /** After a signal: drain, close, and end with 0, because stopping when asked is no failure. */
  private static void stop(Hub hub) {
    LOG.info("Stopping");
    try {
      hub.close();
      LOG.info("Stopped");
    } finally {
      Runtime.getRuntime().halt(0);
    }
  }

  private enum Verb {
    START,
    DEMO,
    REHEARSE
  }

  /** The command line, read. */
  private record Command(Verb verb, @Nullable Path configFile) {

    static @Nullable Command parse(List<String> args) {
      Verb verb = args.isEmpty() ? null : verb(args.getFirst());
      if (verb == null) {
        return null;
      }
      return switch (args.size()) {
        case 1 -> new Command(verb, null);
        case 3 -> args.get(1).equals("--config") ? new Command(verb, Path.of(args.get(2))) : null;
        default -> null;
      };
    }

    private static @Nullable Verb verb(String word) {
      return switch (word) {
        case "start" -> Verb.START;
        case "demo" -> Verb.DEMO;
        case "rehearse" -> Verb.REHEARSE;
        default -> null;
      };
    }

    Map<String, String> settings(Map<String, String> environment)
        throws IOException, StartException {
      Map<String, String> settings =
          configFile == null
              ? new HashMap<>(environment)
              : new HashMap<>(Settings.withFile(configFile, environment));
      if (verb == Verb.DEMO) {
        // A demo has known sample data: it is for this machine only.
        settings.put("HUB_BIND", HubConfig.BIND_DEFAULT);
      }
      return settings;
    }
  }
}
