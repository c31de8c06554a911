package io.poshub.bench.peer;

import io.poshub.bench.load.Greeting;
import io.poshub.bench.load.RequestTemplate;
import io.poshub.bench.process.Cores;
import io.poshub.bench.process.FreePort;
import io.poshub.bench.process.ServerProcess;
import io.poshub.bench.process.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The hub, with its embedded database and durable commits. One thread. */
public final class HubServer implements PushServer {
  public static final String NAME = "hub";

  private static final String KEYS_FILE = "bench.keys";

  private final ServerProcess process;
  private final int port;
  private final Path folder;
  private final List<TenantKeys> tenants;

  private HubServer(ServerProcess process, int port, Path folder, List<TenantKeys> tenants) {
    this.process = process;
    this.port = port;
    this.folder = folder;
    this.tenants = List.copyOf(tenants);
  }

  /** Where a hub lives, and what is to be different from the usual settings. */
  public record Place(Path folder, Map<String, String> environment) {
    public Place {
      environment = Map.copyOf(environment);
    }

    public static Place in(Path folder) {
      return new Place(folder, Map.of());
    }
  }

  /** Starts it with so many tenants; those that an earlier start left in the folder are taken. */
  public static HubServer start(HubSettings settings, Cores cores, Place place, int tenants)
      throws IOException, InterruptedException {
    Files.createDirectories(place.folder());
    int port = FreePort.find();
    ServerProcess process =
        ServerProcess.start(
            settings.spec(
                port,
                place.folder().resolve("data"),
                place.folder().resolve("hub.log"),
                place.environment()),
            cores);
    try {
      return new HubServer(process, port, place.folder(), tenants(place.folder(), port, tenants));
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.close();
      throw e;
    }
  }

  /** Whether its tenants are there from an earlier start. */
  public static boolean isPrepared(Path folder) {
    return Files.exists(keysFile(folder));
  }

  /** Deletes what an earlier start did not finish: keys that were not noted are lost. */
  public static void discardUnfinished(Path folder) throws IOException {
    if (!isPrepared(folder)) {
      WorkFolder.delete(folder);
    }
  }

  private static List<TenantKeys> tenants(Path folder, int port, int count)
      throws IOException, InterruptedException {
    Path file = keysFile(folder);
    if (Files.exists(file)) {
      return Files.readAllLines(file).stream().map(TenantKeys::ofLine).toList();
    }
    try (HubAdmin admin = new HubAdmin(port)) {
      List<TenantKeys> tenants = admin.createTenants(count);
      Files.write(file, tenants.stream().map(TenantKeys::line).toList());
      return tenants;
    }
  }

  public List<TenantKeys> tenants() {
    return tenants;
  }

  /** The keys of all tenants of a hub's folder, a line for each. */
  public static Path keysFile(Path folder) {
    return folder.resolve(KEYS_FILE);
  }

  Path keysFile() {
    return keysFile(folder);
  }

  /** A file of the embedded database: its port, its password. */
  String databaseFact(String name) throws IOException {
    return Files.readString(folder.resolve("data").resolve("mariadb").resolve(name)).strip();
  }

  /** From the command to ready. */
  public Duration startTime() {
    return process.startTime();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public byte[] upgrade(int tenant) {
    TenantKeys keys = tenants.get(tenant);
    return Upgrade.request("/ws/pos/" + keys.slug(), "X-API-Key: " + keys.terminal() + "\r\n");
  }

  @Override
  public RequestTemplate order(int tenant) {
    TenantKeys keys = tenants.get(tenant);
    return RequestTemplate.post(
        tenant, "/api/" + keys.slug() + "/orders", keys.platformHeaders(), OrderText.BODY);
  }

  /** The request that opens a socket of the first tenant behind a position. */
  public byte[] upgradeAfter(long seq) {
    TenantKeys keys = tenants.getFirst();
    return Upgrade.request(
        "/ws/pos/" + keys.slug() + "?after=" + seq, "X-API-Key: " + keys.terminal() + "\r\n");
  }

  @Override
  public Greeting greeting() {
    return Greeting.NONE;
  }

  @Override
  public List<Long> serverPids() {
    return List.of(process.pid());
  }

  @Override
  public List<Long> databasePids() {
    return process.childPids();
  }

  @Override
  public void requireAlive() throws IOException {
    process.requireAlive();
  }

  @Override
  public void close() {
    process.close();
  }
}
