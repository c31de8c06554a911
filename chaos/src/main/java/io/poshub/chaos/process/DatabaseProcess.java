package io.poshub.chaos.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The database server of a hub's data folder, found by its command line: its pid file may be that
 * of a server long gone, whose number is somebody else's by now. Any thread.
 */
public final class DatabaseProcess {
  private static final Duration GONE_MAX = Duration.ofSeconds(10);
  private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final String marker;

  public DatabaseProcess(Path data) throws IOException {
    this.marker = "--datadir=" + data.toRealPath() + "/";
  }

  /** SIGKILL to every server on the folder; returns how many there were, when they are gone. */
  public int kill() throws IOException {
    List<ProcessHandle> servers = find();
    servers.forEach(ProcessHandle::destroyForcibly);
    long deadlineNanos = System.nanoTime() + GONE_MAX.toNanos();
    for (ProcessHandle server : servers) {
      // A process nobody has collected yet is no server any more: it has no command line.
      while (isOurs(server)) {
        if (System.nanoTime() > deadlineNanos) {
          throw new IOException("database server " + server.pid() + " cannot be killed");
        }
        LockSupport.parkNanos(LOOK_EVERY_NANOS);
      }
    }
    return servers.size();
  }

  private List<ProcessHandle> find() {
    return ProcessHandle.allProcesses().filter(this::isOurs).toList();
  }

  private boolean isOurs(ProcessHandle process) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
      return new String(bytes, UTF_8).contains(marker);
    } catch (IOException e) {
      // Gone, or not ours to look at.
      return false;
    }
  }
}
