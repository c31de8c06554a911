package io.poshub.bench.process;

import java.io.IOException;
import java.util.List;

/** CPU seconds of a server, of its database and of the load that this process makes. */
public record CpuUse(double serverSeconds, double databaseSeconds, double loadSeconds) {

  public static CpuUse now(List<Long> server, List<Long> database) throws IOException {
    return new CpuUse(
        ProcessMeter.cpuSeconds(server),
        ProcessMeter.cpuSeconds(database),
        ProcessMeter.cpuSeconds(List.of(ProcessHandle.current().pid())));
  }

  public CpuUse since(CpuUse before) {
    return new CpuUse(
        serverSeconds - before.serverSeconds,
        databaseSeconds - before.databaseSeconds,
        loadSeconds - before.loadSeconds);
  }

  public CpuUse plus(CpuUse more) {
    return new CpuUse(
        serverSeconds + more.serverSeconds,
        databaseSeconds + more.databaseSeconds,
        loadSeconds + more.loadSeconds);
  }
}
