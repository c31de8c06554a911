package io.poshub.bench.peer;

import io.poshub.bench.load.Greeting;
import io.poshub.bench.process.Cores;
import io.poshub.bench.process.FreePort;
import io.poshub.bench.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The hub's front door that publishes into the stream without SQL. */
public final class StreamHubServer {
  private static final String NAME = "hub, without SQL";
  private static final Duration START_MAX = Duration.ofMinutes(2);

  private StreamHubServer() {}

  /**
   * Starts it.
   *
   * @param program how to run it, but for its arguments
   */
  public static PushServer start(List<String> program, Cores cores, Path logs, int tenants)
      throws IOException, InterruptedException {
    int port = FreePort.find();
    List<String> arguments = List.of(Integer.toString(port), Integer.toString(tenants));
    ServerProcess process =
        ServerProcess.start(
            new ServerProcess.Spec(
                NAME,
                Stream.concat(program.stream(), arguments.stream()).toList(),
                Map.of(),
                logs.resolve("stream-hub.log"),
                START_MAX),
            cores);
    return new KeyedServer(process, port, "/ws/pos/{tenant}", Greeting.NONE);
  }
}
