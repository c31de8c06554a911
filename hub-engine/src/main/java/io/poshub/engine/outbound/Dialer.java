package io.poshub.engine.outbound;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Connects to addresses that were checked. The JDK's HTTP client resolves the host itself, at a
 * time of its own, and so could be led elsewhere; here the connection goes to the address, and the
 * name serves TLS only. Virtual threads.
 */
final class Dialer {
  static final Duration CONNECT_WAIT = Duration.ofSeconds(5);

  /** Addresses of a host that are tried. */
  static final int ADDRESSES_MAX = 3;

  private final SSLSocketFactory tls;

  Dialer(SSLSocketFactory tls) {
    this.tls = tls;
  }

  /** A connection to the first address that takes one, with TLS if the target wants it. */
  Socket dial(OutboundTarget target, List<InetAddress> addresses, Watch watch) throws IOException {
    Socket plain = connect(target, addresses, watch);
    if (!target.tls()) {
      return plain;
    }
    try {
      return secured(target, plain);
    } catch (IOException e) {
      closeQuietly(plain);
      throw e;
    }
  }

  private static Socket connect(OutboundTarget target, List<InetAddress> addresses, Watch watch)
      throws IOException {
    IOException last = new IOException("the host has no address");
    for (InetAddress address : addresses.subList(0, Math.min(addresses.size(), ADDRESSES_MAX))) {
      Socket socket = new Socket();
      try {
        watch.guard(socket);
        socket.connect(
            new InetSocketAddress(address, target.port()), (int) CONNECT_WAIT.toMillis());
        socket.setTcpNoDelay(true);
        return socket;
      } catch (IOException e) {
        closeQuietly(socket);
        last = e;
      }
    }
    throw last;
  }

  private Socket secured(OutboundTarget target, Socket plain) throws IOException {
    // Made with the name: it goes into the handshake, and the certificate must be for it.
    SSLSocket secured = (SSLSocket) tls.createSocket(plain, target.host(), target.port(), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is not needed any more.
    }
  }
}
