package io.poshub.engine.webhook;

import io.poshub.engine.EngineFixture;
import io.poshub.engine.outbound.HostLookup;
import io.poshub.engine.outbound.OutboundGuard;
import io.poshub.engine.outbound.SocketPoster;
import io.poshub.protocol.webhook.DisabledReason;
import io.poshub.testing.Eventually;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLSocketFactory;

/** One node's couriers on the engine's database, with real sockets. */
final class DeliveryNode implements AutoCloseable {
  /** The waits as they are planned: in the middle of the jitter. */
  private static final RandomGenerator NO_JITTER =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          return Long.MIN_VALUE;
        }

        @Override
        public double nextDouble() {
          return 0.5;
        }
      };

  final AtomicInteger givenUp = new AtomicInteger();
  final AtomicInteger disabled = new AtomicInteger();
  final Couriers couriers;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

  DeliveryNode(EngineFixture engine) {
    this(engine, host -> List.of(InetAddress.getAllByName(host)), true);
  }

  DeliveryNode(EngineFixture engine, HostLookup lookup, boolean allowPrivate) {
    this.couriers =
        new Couriers(
            engine.transactions,
            engine.tenants,
            engine.eventLog,
            new Couriers.Outside(
                new OutboundGuard(lookup, allowPrivate),
                new SocketPoster((SSLSocketFactory) SSLSocketFactory.getDefault()),
                new Counting(),
                "test"),
            engine.ids,
            workers,
            engine.clock,
            System::nanoTime,
            NO_JITTER);
  }

  /** Delivers until nothing is due any more. */
  void deliver() throws Exception {
    do {
      Eventually.holds("couriers are idle", couriers::areIdle);
    } while (couriers.dispatch() > 0);
  }

  @Override
  public void close() {
    couriers.drain();
    workers.close();
  }

  private final class Counting implements WebhookListener {
    @Override
    public void onAttempt(boolean success, long durationNanos) {}

    @Override
    public void onGivenUp(int deliveries) {
      givenUp.addAndGet(deliveries);
    }

    @Override
    public void onDisabled(DisabledReason reason) {
      disabled.incrementAndGet();
    }
  }
}
