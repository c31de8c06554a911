package io.poshub.engine.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the machine's resolver, on threads of its own: a lookup holds its thread, and a name server
 * that strangers name may be slow on purpose.
 */
public final class SystemLookup implements HostLookup {
  static final Duration WAIT = Duration.ofSeconds(5);

  private final ExecutorService threads;

  /**
   * Makes a lookup.
   *
   * @param threads platform threads, few, with a bounded queue
   */
  public SystemLookup(ExecutorService threads) {
    this.threads = threads;
  }

  @Override
  public List<InetAddress> lookup(String host) throws UnknownHostException {
    Future<List<InetAddress>> answer = null;
    try {
      answer = threads.submit(() -> List.of(InetAddress.getAllByName(host)));
      return answer.get(WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(e);
    } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
      throw failed(e);
    } finally {
      if (answer != null) {
        answer.cancel(false);
      }
    }
  }

  private static UnknownHostException failed(Exception cause) {
    UnknownHostException failure = new UnknownHostException("the host's addresses are not known");
    failure.initCause(cause);
    return failure;
  }
}
