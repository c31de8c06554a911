package io.poshub.mariadb;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Database servers that outlived the hub they belonged to. One is known by its command line alone:
 * the server's program, on a folder below ours. A process number in a file may long be somebody
 * else's.
 */
final class Orphans {
  private static final Logger log = LoggerFactory.getLogger(Orphans.class);
  private static final int CLEAN_STOP_MAX_SECONDS = 60;
  private static final int FORCED_STOP_MAX_SECONDS = 10;
  private static final int LOOK_EVERY_MILLIS = 20;
  private static final Pattern NUL = Pattern.compile("\0");

  private final Path home;

  Orphans(ServerHome home) {
    this.home = home.path();
  }

  /** Only for the holder of the data folder: no server below it may belong to anybody alive. */
  void stopAll() throws IOException, InterruptedException {
    for (ProcessHandle orphan : find()) {
      log.warn(
          "stopping database server {} that an earlier hub left behind on {}", orphan.pid(), home);
      stop(orphan);
    }
  }

  List<ProcessHandle> find() {
    return ProcessHandle.allProcesses()
        .filter(p -> isServerOnOurFolder(commandLine(p.pid())))
        .toList();
  }

  private void stop(ProcessHandle orphan) throws IOException, InterruptedException {
    // What an installing server has written is thrown away: it need not end well.
    boolean installing = commandLine(orphan.pid()).contains(ServerCommand.BOOTSTRAP_OPTION);
    if (!installing) {
      orphan.destroy();
    }
    if (installing || !exits(orphan, CLEAN_STOP_MAX_SECONDS)) {
      orphan.destroyForcibly();
      if (!exits(orphan, FORCED_STOP_MAX_SECONDS)) {
        throw new MariaDbStartException(
            "process "
                + orphan.pid()
                + " still runs the database in "
                + home
                + " and cannot be stopped");
      }
    }
  }

  /**
   * Looks itself, and often: for a process that is not a child of ours onExit alone answers seconds
   * late.
   */
  private static boolean exits(ProcessHandle process, int maxSeconds) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(maxSeconds);
    CompletableFuture<ProcessHandle> exit = process.onExit();
    while (isAlive(process) && System.nanoTime() < deadline) {
      try {
        exit.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        log.trace("process {} still runs", process.pid(), e);
      } catch (ExecutionException e) {
        throw new IllegalStateException("waiting for process " + process.pid() + " failed", e);
      }
    }
    return !isAlive(process);
  }

  /**
   * A dead process whose new parent has not collected it yet still counts as alive, but has no
   * command line.
   */
  private static boolean isAlive(ProcessHandle process) {
    return process.isAlive() && !commandLine(process.pid()).isEmpty();
  }

  private boolean isServerOnOurFolder(List<String> commandLine) {
    String ours = ServerCommand.DATA_OPTION + home + "/";
    return !commandLine.isEmpty()
        && commandLine.getFirst().endsWith("/" + ServerCommand.SERVER_NAME)
        && commandLine.stream().anyMatch(argument -> argument.startsWith(ours));
  }

  /** Empty for a process that is gone, is ending or is not ours to look at. */
  private static List<String> commandLine(long pid) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline"));
      return NUL.splitAsStream(new String(bytes, NativeEncoding.CHARSET))
          .filter(argument -> !argument.isEmpty())
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** The encoding in which this process hands paths to the system. */
  private static final class NativeEncoding {
    static final Charset CHARSET = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
  }
}
