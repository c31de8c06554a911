package io.poshub.server;

import io.netty.buffer.ByteBufAllocator;
import io.poshub.engine.node.Nodes;
import io.poshub.engine.retention.Retention;
import io.poshub.engine.sql.DatabaseException;
import io.poshub.engine.sql.EarlyUse;
import io.poshub.engine.sql.Transactions;
import io.poshub.engine.stream.EventLog;
import io.poshub.engine.tenant.KeyHolders;
import io.poshub.engine.tenant.RecentChanges;
import io.poshub.engine.webhook.Couriers;
import io.poshub.mariadb.DataFolder;
import io.poshub.protocol.Limits;
import io.poshub.rest.HttpDoor;
import io.poshub.rest.door.Engine;
import io.poshub.rest.door.ExtraRoute;
import io.poshub.rest.door.RateLimits;
import io.poshub.rest.door.Routes;
import io.poshub.rest.door.Surroundings;
import io.poshub.server.auth.Authenticator;
import io.poshub.server.auth.RevocationWatch;
import io.poshub.server.auth.Revocations;
import io.poshub.server.fanout.FanOut;
import io.poshub.server.fanout.StoredStreams;
import io.poshub.server.net.Listener;
import io.poshub.server.ops.CallMetrics;
import io.poshub.server.ops.HubMetrics;
import io.poshub.server.ops.LivePage;
import io.poshub.server.ops.NodeStatus;
import io.poshub.server.ops.PeriodicTask;
import io.poshub.server.ops.Readiness;
import io.poshub.server.ops.ShopMetrics;
import io.poshub.server.ops.SyncLogWriter;
import io.poshub.server.session.AckBook;
import io.poshub.server.session.Admission;
import io.poshub.server.session.ConnectBudget;
import io.poshub.server.session.SessionContext;
import io.poshub.server.session.SessionMetrics;
import io.poshub.server.session.SessionRegistry;
import io.poshub.server.session.SocketDoor;
import io.poshub.server.session.TerminalMemory;
import io.poshub.server.session.TerminalVisits;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running hub: built part by part in {@link #start}, closed in reverse. Main and shutdown thread.
 */
final class Hub implements AutoCloseable {
  private static final Duration TIMER_PERIOD = Duration.ofMillis(250);
  private static final Duration KEY_USE_PERIOD = Duration.ofSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger(Hub.class);

  private final HubConfig config;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final HubThreads threads;
  private final InstantSource clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();
  private final Readiness readiness = new Readiness();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final EngineParts engine;
  private final FanOut fanOut;
  private final SessionRegistry sessions = new SessionRegistry(System::nanoTime);
  private final AckBook acks;
  private final TerminalVisits visits;
  private final Authenticator authenticator;
  private final Listener listener;

  private Hub(HubConfig config) throws StartException, InterruptedException {
    this.config = config;
    this.threads = new HubThreads(config.laneConnections());
    try {
      keep(threads);
      DataFolder folder = keep(Premises.openFolder(config));
      Premises.requireFreePort(config);
      HubMetrics metrics = keep(new HubMetrics());
      Storage storage = keep(Storage.open(config, folder, threads.steps(), metrics.registry()));
      Transactions transactions = storage.transactions();
      EventLog eventLog = new EventLog(transactions);
      this.fanOut =
          new FanOut(
              new StoredStreams(eventLog),
              threads.calls(),
              ByteBufAllocator.DEFAULT,
              System::nanoTime,
              metrics.registry());
      this.engine =
          new EngineParts(
              storage,
              config,
              eventLog,
              fanOut,
              sessions,
              metrics.registry(),
              threads,
              new ShopParts(
                  config.shops(),
                  Premises.secretKey(config, folder, random),
                  threads,
                  new ShopMetrics(metrics.registry())),
              clock,
              random);
      storage.migrateTenants(engine.tenants().slugs());
      if (storage.isEmbedded()) {
        engine.takeOver();
      }
      this.acks = new AckBook(engine.deliveries()::record, clock);
      this.visits = new TerminalVisits(TerminalMemory.of(engine.terminals()));
      RevocationWatch watch =
          new RevocationWatch(new RecentChanges(storage.inTime()), clock, System::nanoTime);
      this.authenticator =
          new Authenticator(
              engine.keys(),
              new KeyHolders(storage.inTime(), clock),
              engine.tenants(),
              engine.tickets(),
              Premises.operatorToken(config, folder, random),
              clock,
              watch);
      Revocations revocations = new Revocations(authenticator, engine.tenants(), sessions);
      SessionMetrics sessionMetrics = new SessionMetrics(metrics.registry());
      sessionMetrics.watch(acks);
      metrics.watch(sessions);
      metrics.watch(engine.syncLog());
      HttpDoor door = restDoor(metrics, sessionMetrics, revocations);
      this.listener = keep(listen(metrics, door, socketDoor(sessionMetrics)));
      startSteps(watch, revocations, storage.earlyUse(eventLog::busiestFirst));
    } catch (StartException | InterruptedException | RuntimeException e) {
      closeParts();
      throw e;
    }
  }

  /** Builds a hub that serves; one clear line if it cannot. */
  static Hub start(HubConfig config) throws StartException, InterruptedException {
    Hub hub = new Hub(config);
    hub.readiness.nowServing();
    return hub;
  }

  String url() {
    String host = config.bind().equals("0.0.0.0") ? "127.0.0.1" : config.bind();
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + listener.port();
  }

  /** The engine, for a demo that fills it. */
  Engine engine() {
    return engine.rooms();
  }

  /**
   * Drains, then closes everything: no new connections, terminals are told when to come back, what
   * is in flight is answered, what is noted is written. Idempotent.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      drain();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("The hub did not drain well", e);
    }
    // Closed first, before the event loops end: they give the rings back.
    keep(fanOut);
    closeParts();
  }

  private void drain() throws InterruptedException {
    readiness.nowDraining();
    listener.drain();
    sessions.drain();
    fanOut.endPolls();
    engine.couriers().drain();
    if (!new Drain(this::isBusy, System::nanoTime).await(config.drain())) {
      LOG.warn("Not everything was answered within {} s", config.drain().toSeconds());
    }
    lastWords("acknowledgements", acks::flush);
    lastWords("visits", visits::flush);
    lastWords("key uses", authenticator::noteUses);
    lastWords("sync log", engine.syncLog()::flush);
    lastWords("node", engine.nodes()::leave);
  }

  private boolean isBusy() {
    return sessions.count() > 0
        || listener.unfinishedRequests() > 0
        || !engine.lanes().areIdle()
        || !engine.couriers().areIdle();
  }

  /** What can no longer be written is not worth holding up the end for. */
  private static void lastWords(String what, Runnable write) {
    try {
      write.run();
    } catch (DatabaseException e) {
      LOG.warn("At the end the {} could not be written: {}", what, e.failure());
    }
  }

  private void startSteps(RevocationWatch watch, Revocations revocations, EarlyUse earlyUse) {
    step("early use of tables", EarlyUse.PERIOD, earlyUse::step);
    step("revocation watch", RevocationWatch.PERIOD, () -> watch.step(revocations));
    step("head watch", FanOut.HEAD_WATCH_PERIOD, fanOut::lookAtHeads);
    step("idle channels", FanOut.IDLE_PERIOD, fanOut::giveBackIdle);
    step("acknowledgements", AckBook.FLUSH_PERIOD, acks::flush);
    step("visits", TerminalVisits.FLUSH_PERIOD, visits::flush);
    step("key uses", KEY_USE_PERIOD, authenticator::noteUses);
    step("timers", TIMER_PERIOD, engine.timers()::fireDue);
    step("webhooks", Couriers.PERIOD, engine.couriers()::dispatch);
    step("sync log", SyncLogWriter.FLUSH_PERIOD, engine.syncLog()::flush);
    step("retention", Retention.PERIOD, engine.retention()::step);
    step("node", Nodes.PERIOD, engine.nodes()::renew);
  }

  private void step(String name, Duration period, Runnable step) {
    keep(PeriodicTask.start(name, period, step, threads.steps()));
  }

  private HttpDoor restDoor(
      HubMetrics metrics, SessionMetrics sessionMetrics, Revocations revocations) {
    Surroundings surroundings =
        new Surroundings(
            authenticator,
            fanOut,
            new NodeStatus(sessions, engine.nodes()),
            revocations,
            engine.shop(),
            new CallMetrics(metrics.registry(), sessionMetrics),
            engine.unchangedReads(),
            readiness::isServing,
            clock,
            System::nanoTime,
            threads.calls(),
            random,
            HubVersion.text());
    List<ExtraRoute> pages = new ArrayList<>(LivePage.routes());
    pages.add(new ExtraRoute("GET", "/metrics", !config.isLoopback(), _ -> metrics.page()));
    return Routes.api(
        engine.rooms(),
        surroundings,
        new RateLimits(config.rates().requests(), config.rates().money(), System::nanoTime),
        pages);
  }

  private SocketDoor socketDoor(SessionMetrics sessionMetrics) {
    SessionContext context =
        new SessionContext(
            fanOut,
            sessions,
            acks,
            visits,
            new SyncLogWriter(engine.syncLog(), clock),
            sessionMetrics,
            clock,
            System::nanoTime,
            Limits.HEARTBEAT,
            Limits.LIFE_SIGN_GRACE,
            Limits.NO_PROGRESS_WAIT);
    return new SocketDoor(
        context,
        new Admission(
            authenticator,
            fanOut,
            new StoredStreams(engine.eventLog()),
            visits,
            acks,
            () -> engine.nodes().count() == 1,
            clock),
        threads.calls(),
        new ConnectBudget(config.rates().connects(), config.rates().upgrades(), System::nanoTime),
        config.allowedOrigins(),
        readiness::isServing);
  }

  private Listener listen(HubMetrics metrics, HttpDoor door, SocketDoor sockets)
      throws StartException, InterruptedException {
    try {
      return Listener.open(
          new Listener.Settings(
              config.bind(),
              config.port(),
              config.eventLoops(),
              config.ioUring(),
              config.maxConnections(),
              config.allowedOrigins()),
          door,
          sockets,
          threads.calls(),
          threads.loops(),
          System::nanoTime,
          metrics.registry());
    } catch (IOException e) {
      throw new StartException(e.getMessage() + ": is another program using it?", e);
    }
  }

  private <T extends AutoCloseable> T keep(T part) {
    parts.push(part);
    return part;
  }

  private void closeParts() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("{} did not close well", part.getClass().getSimpleName(), e);
      }
    }
  }
}
