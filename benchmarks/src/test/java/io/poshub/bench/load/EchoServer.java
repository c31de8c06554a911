package io.poshub.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sends what is posted to a path to all WebSockets that were opened on it. A thread each. */
final class EchoServer implements AutoCloseable {
  private static final int LENGTH_16 = 126;

  private final ServerSocket door;
  private final Map<String, List<OutputStream>> sockets = new ConcurrentHashMap<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  private EchoServer(ServerSocket door) {
    this.door = door;
  }

  static EchoServer start() throws IOException {
    EchoServer server = new EchoServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().start(server::accept);
    return server;
  }

  int port() {
    return door.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = door.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket socket) {
    try {
      DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      OutputStream out = socket.getOutputStream();
      while (true) {
        String head = head(in);
        String path = head.split(" ", 3)[1];
        if (head.contains("Upgrade: websocket")) {
          out.write("HTTP/1.1 101 Switching Protocols\r\n\r\n".getBytes(US_ASCII));
          sockets.computeIfAbsent(path, _ -> new CopyOnWriteArrayList<>()).add(out);
          return;
        }
        int length = Integer.parseInt(head.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
        byte[] body = in.readNBytes(length);
        String status = path.equals("/refused") ? "503 Later" : "201 Created";
        out.write(("HTTP/1.1 " + status + "\r\ncontent-length: 2\r\n\r\n{}").getBytes(US_ASCII));
        push(path, body);
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void push(String path, byte[] body) throws IOException {
    assert body.length < LENGTH_16;
    byte[] frame = new byte[body.length + 2];
    frame[0] = (byte) 0x81;
    frame[1] = (byte) body.length;
    System.arraycopy(body, 0, frame, 2, body.length);
    for (OutputStream out : sockets.getOrDefault(path, List.of())) {
      synchronized (out) {
        out.write(frame);
      }
    }
  }

  private static String head(DataInputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
