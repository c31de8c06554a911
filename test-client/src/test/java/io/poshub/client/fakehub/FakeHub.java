package io.poshub.client.fakehub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The server. Upgrades are accepted and REST calls answered 404 until a test says otherwise. */
public final class FakeHub implements AutoCloseable {
  public static final int DEADLINE_SECONDS = 20;

  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<FakeSocket> sockets = new LinkedBlockingQueue<>();
  private final List<FakeRequest> requests = new ArrayList<>();
  private volatile Function<FakeRequest, Optional<FakeAnswer>> upgrade = _ -> Optional.empty();
  private volatile Function<FakeRequest, FakeAnswer> rest =
      _ -> FakeAnswer.problem(404, "not_found", false);

  public FakeHub() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("fake-hub").start(this::accept);
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** Decides each upgrade: empty accepts it. */
  public void onUpgrade(Function<FakeRequest, Optional<FakeAnswer>> decision) {
    upgrade = decision;
  }

  public void onRest(Function<FakeRequest, FakeAnswer> answers) {
    rest = answers;
  }

  /** The next accepted socket. */
  public FakeSocket awaitSocket() throws InterruptedException {
    FakeSocket socket = sockets.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
    if (socket == null) {
      throw new AssertionError("no socket came");
    }
    return socket;
  }

  public boolean hasNewSocket() {
    return !sockets.isEmpty();
  }

  public List<FakeRequest> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      while (true) {
        FakeRequest request = read(in);
        synchronized (requests) {
          requests.add(request);
        }
        if (request.isUpgrade()) {
          Optional<FakeAnswer> refusal = upgrade.apply(request);
          if (refusal.isEmpty()) {
            FakeSocket webSocket = new FakeSocket(socket, request, in, out);
            webSocket.accept();
            sockets.add(webSocket);
            webSocket.readUntilClosed();
            return;
          }
          write(refusal.get(), out);
          return;
        }
        write(rest.apply(request), out);
      }
    } catch (IOException closed) {
      // Either side hung up.
    } finally {
      open.remove(socket);
    }
  }

  private static void write(FakeAnswer answer, OutputStream out) throws IOException {
    if (answer.status() == 0) {
      throw new IOException("hung up as asked");
    }
    byte[] body = answer.body().getBytes(UTF_8);
    StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " Said\r\n");
    answer.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    if (answer.status() != 204) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    out.write(head.append("\r\n").toString().getBytes(ISO_8859_1));
    out.write(body);
    out.flush();
  }

  private static FakeRequest read(InputStream in) throws IOException {
    String[] start = line(in).split(" ", -1);
    if (start.length != 3) {
      throw new IOException("end of connection");
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    String body = new String(in.readNBytes(length), UTF_8);
    int mark = start[1].indexOf('?');
    String path = mark < 0 ? start[1] : start[1].substring(0, mark);
    String query = mark < 0 ? "" : start[1].substring(mark + 1);
    return new FakeRequest(start[0], path, FakeRequest.parameters(query), headers, body);
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("end of connection");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(ISO_8859_1);
  }
}
