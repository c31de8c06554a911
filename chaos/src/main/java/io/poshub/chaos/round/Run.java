package io.poshub.chaos.round;

import io.poshub.chaos.plan.Line;
import io.poshub.chaos.plan.Planner;
import io.poshub.chaos.process.DatabaseProcess;
import io.poshub.chaos.process.FreePort;
import io.poshub.chaos.process.HubProcess;
import io.poshub.chaos.process.HubSettings;
import io.poshub.chaos.proxy.TcpProxy;
import io.poshub.chaos.shop.AuditReader;
import io.poshub.chaos.shop.CallLog;
import io.poshub.chaos.shop.Founding;
import io.poshub.chaos.shop.LedgerReader;
import io.poshub.chaos.shop.Shop;
import io.poshub.chaos.shop.StreamReader;
import io.poshub.chaos.shop.TenantAccess;
import io.poshub.chaos.shop.WriteLog;
import io.poshub.chaos.till.Texts;
import io.poshub.client.http.HubHttp;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A whole run: one hub, its tenants and their tills, from the founding to the last verdict. Main
 * thread; the program's end may close it from another, and closing twice does no harm.
 */
public final class Run implements AutoCloseable {
  private static final List<String> TENANTS = List.of("chaos-one", "chaos-two");
  private static final String QUIET_TENANT = "chaos-quiet";

  private final HubSettings settings;
  private final HubProcess hub;
  private final HttpClient client = HubHttp.newClient();
  private final Map<Line, TcpProxy> lines = new EnumMap<>(Line.class);
  private volatile @Nullable World world;

  public Run(HubSettings settings) throws IOException {
    this.settings = settings;
    this.hub = new HubProcess(settings, FreePort.find());
  }

  public static Planner planner(long seed) {
    return new Planner(seed, TENANTS.size(), TillCast.MOVABLE);
  }

  /** Starts the hub, founds the tenants, and lets the tills connect. */
  public RoundRunner begin() throws IOException, InterruptedException {
    Files.createDirectories(settings.data());
    hub.start();
    for (Line line : Line.values()) {
      lines.put(line, TcpProxy.open(hub.port()));
    }
    String operatorToken = Files.readString(settings.data().resolve("operator.token")).strip();
    Founding founding = new Founding(client, hub.url());
    CallLog calls = new CallLog();
    List<TenantWorld> tenants = new ArrayList<>();
    for (String slug : TENANTS) {
      tenants.add(tenant(founding, founding.tenant(slug, operatorToken), calls));
    }
    World begun =
        new World(
            hub,
            new DatabaseProcess(settings.data()),
            lines,
            client,
            calls,
            new ProcessLog(),
            tenants,
            founding.tenant(QUIET_TENANT, operatorToken),
            new AuditReader(client, hub.url(), operatorToken));
    world = begun;
    RoundRunner runner = new RoundRunner(begun);
    runner.awaitFirstConnections();
    return runner;
  }

  private TenantWorld tenant(Founding founding, TenantAccess access, CallLog calls)
      throws IOException, InterruptedException {
    WriteLog writes = new WriteLog();
    Texts texts = new Texts();
    Shop shop =
        new Shop(
            client,
            World.url(line(Line.SHOP)),
            access,
            calls,
            writes,
            founding.sharedCard(access, writes));
    return new TenantWorld(
        access,
        shop,
        new TillCast(access, lines, client, texts),
        texts,
        new StreamReader(client, hub.url(), access),
        new LedgerReader(client, hub.url(), access),
        writes);
  }

  private TcpProxy line(Line line) {
    TcpProxy proxy = lines.get(line);
    if (proxy == null) {
      throw new IllegalStateException("there is no line " + line);
    }
    return proxy;
  }

  /** Counts what has happened so far. */
  public Figures figures() {
    World begun = world;
    return begun == null ? Figures.NONE : Figures.of(begun);
  }

  @Override
  public void close() {
    World begun = world;
    if (begun != null) {
      begun.tenants().forEach(TenantWorld::close);
    }
    hub.close();
    try {
      new DatabaseProcess(settings.data()).kill();
      for (TcpProxy line : lines.values()) {
        line.close();
      }
    } catch (IOException e) {
      System.err.println("chaos: " + e.getMessage());
    }
    client.shutdownNow();
  }
}
