package io.poshub.chaos.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A line between clients and a server on this machine that can be cut, stalled, delayed and made to
 * swallow. Its methods may be called by any thread; it accepts and pumps on virtual threads.
 */
public final class TcpProxy implements AutoCloseable {
  public static final int LINKS_MAX = 1_000;

  private static final Duration CONNECT_MAX = Duration.ofSeconds(2);
  private static final int BACKLOG = 200;

  /** Small, so that a client that does not read is felt by the server soon. */
  private static final int BUFFER_BYTES = 16 * 1024;

  private final ServerSocket listener;
  private final InetSocketAddress target;
  private final Gate gate = new Gate();
  private final Set<ProxyLink> links = ConcurrentHashMap.newKeySet();
  private final AtomicInteger refused = new AtomicInteger();

  private TcpProxy(ServerSocket listener, InetSocketAddress target) {
    this.listener = listener;
    this.target = target;
  }

  /** Opens a proxy on a free port of the loopback address. */
  public static TcpProxy open(int targetPort) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    ServerSocket listener = new ServerSocket(0, BACKLOG, loopback);
    listener.setReceiveBufferSize(BUFFER_BYTES);
    TcpProxy proxy = new TcpProxy(listener, new InetSocketAddress(loopback, targetPort));
    Thread.ofVirtual().name("proxy-accept").start(proxy::accept);
    return proxy;
  }

  public int port() {
    return listener.getLocalPort();
  }

  public void setMode(ProxyMode mode) {
    gate.set(mode);
  }

  /** Breaks every link that is there now. */
  public void cut() {
    List.copyOf(links).forEach(ProxyLink::cut);
  }

  /** Lets everything flow again; links that lost something break, for they can never be right. */
  public void heal() {
    gate.set(new ProxyMode.Flow());
    links.stream().filter(ProxyLink::isSpoiled).toList().forEach(ProxyLink::cut);
  }

  public int links() {
    return links.size();
  }

  /** Links that were turned away, for whatever reason. */
  public int refused() {
    return refused.get();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket near = listener.accept();
        Thread.ofVirtual().name("proxy-connect").start(() -> connect(near));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          refused.incrementAndGet();
        }
      }
    }
  }

  private void connect(Socket near) {
    Socket far = new Socket();
    try {
      if (links.size() >= LINKS_MAX || gate.mode() instanceof ProxyMode.Refuse) {
        throw new IOException("no new links now");
      }
      near.setTcpNoDelay(true);
      near.setSendBufferSize(BUFFER_BYTES);
      far.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
      far.connect(target, Math.toIntExact(CONNECT_MAX.toMillis()));
      far.setTcpNoDelay(true);
    } catch (IOException e) {
      refused.incrementAndGet();
      closeQuietly(near);
      closeQuietly(far);
      return;
    }
    open(near, far);
  }

  private void open(Socket near, Socket far) {
    ProxyLink link = new ProxyLink(near, far, gate, links::remove);
    links.add(link);
    if (listener.isClosed()) {
      link.cut();
      return;
    }
    link.start();
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more, closed or not.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    gate.set(new ProxyMode.Flow());
    cut();
  }
}
