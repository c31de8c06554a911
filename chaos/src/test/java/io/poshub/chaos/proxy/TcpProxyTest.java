package io.poshub.chaos.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {
  private static final int ANSWER_MAX_MILLIS = 10_000;
  private static final int SILENCE_MILLIS = 150;

  private final ServerSocket server = listen();
  private final TcpProxy proxy;

  TcpProxyTest() throws IOException {
    proxy = TcpProxy.open(server.getLocalPort());
  }

  @BeforeEach
  void echo() {
    Thread.ofVirtual().start(this::serve);
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    server.close();
  }

  @Test
  void passesBytesBothWays() throws IOException {
    try (Socket client = connect()) {
      assertThat(sendAndRead(client, 7)).isEqualTo(7);
    }
  }

  @Test
  void passesWhatWasSentBeforeAnEnd() throws IOException {
    try (Socket client = connect()) {
      client.getOutputStream().write(5);
      client.shutdownOutput();

      assertThat(client.getInputStream().read()).isEqualTo(5);
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aCutBreaksBothEnds() throws IOException {
    try (Socket client = connect()) {
      assertThat(sendAndRead(client, 1)).isEqualTo(1);

      proxy.cut();

      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(IOException.class);
      await(() -> proxy.links() == 0);
    }
  }

  @Test
  void aStallKeepsWhatWasSentUntilItHeals() throws IOException {
    try (Socket client = connect()) {
      assertThat(sendAndRead(client, 1)).isEqualTo(1);
      proxy.setMode(new ProxyMode.Stall());
      client.getOutputStream().write(2);
      assertSilent(client);

      proxy.heal();

      assertThat(client.getInputStream().read()).isEqualTo(2);
    }
  }

  @Test
  void whatWasSwallowedNeverComesAndTheLinkBreaksWhenItHeals() throws IOException {
    try (Socket client = connect()) {
      assertThat(sendAndRead(client, 1)).isEqualTo(1);
      proxy.setMode(new ProxyMode.Swallow());
      client.getOutputStream().write(2);
      assertSilent(client);

      proxy.heal();

      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aLinkThatLostNothingSurvivesAHalfOpenLine() throws IOException {
    try (Socket client = connect()) {
      assertThat(sendAndRead(client, 1)).isEqualTo(1);
      proxy.setMode(new ProxyMode.Swallow());

      proxy.heal();

      assertThat(sendAndRead(client, 2)).isEqualTo(2);
    }
  }

  @Test
  void neitherEndLearnsOfADeathBehindAHalfOpenLine() throws IOException {
    try (Socket client = connect()) {
      assertThat(sendAndRead(client, 1)).isEqualTo(1);
      proxy.setMode(new ProxyMode.Swallow());

      server.close();
      client.getOutputStream().write(0);

      assertSilent(client);
    }
  }

  @Test
  void aDelayMakesEveryPieceLate() throws IOException {
    try (Socket client = connect()) {
      assertThat(sendAndRead(client, 1)).isEqualTo(1);
      proxy.setMode(new ProxyMode.Delay(SILENCE_MILLIS));

      long sentNanos = System.nanoTime();
      assertThat(sendAndRead(client, 2)).isEqualTo(2);

      assertThat(System.nanoTime() - sentNanos)
          .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(SILENCE_MILLIS));
    }
  }

  @Test
  void newLinksAreRefusedWhileOldOnesGoOn() throws IOException {
    try (Socket old = connect()) {
      assertThat(sendAndRead(old, 1)).isEqualTo(1);
      proxy.setMode(new ProxyMode.Refuse());

      try (Socket late = connect()) {
        assertThat(endsWithoutAnAnswer(late)).isTrue();
      }
      assertThat(sendAndRead(old, 2)).isEqualTo(2);
      assertThat(proxy.refused()).isEqualTo(1);
    }
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket accepted = server.accept();
        Thread.ofVirtual().start(() -> echo(accepted));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void echo(Socket accepted) {
    try (accepted) {
      accepted.getInputStream().transferTo(accepted.getOutputStream());
    } catch (IOException e) {
      // The test has cut it.
    }
  }

  private Socket connect() throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    client.setSoTimeout(ANSWER_MAX_MILLIS);
    return client;
  }

  private static int sendAndRead(Socket client, int value) throws IOException {
    client.getOutputStream().write(value);
    return client.getInputStream().read();
  }

  private static boolean endsWithoutAnAnswer(Socket client) {
    try {
      return client.getInputStream().read() < 0;
    } catch (IOException e) {
      return true;
    }
  }

  private static void assertSilent(Socket client) throws IOException {
    client.setSoTimeout(SILENCE_MILLIS);
    assertThatThrownBy(() -> client.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    client.setSoTimeout(ANSWER_MAX_MILLIS);
  }

  private static void await(BooleanSupplier condition) {
    long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ANSWER_MAX_MILLIS);
    while (!condition.getAsBoolean() && System.nanoTime() < deadlineNanos) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }
}
