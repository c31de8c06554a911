package io.poshub.client.fakehub;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A stream with a memory behind both doors of a {@link FakeHub}: sockets get what they missed and
 * then what is published; polls get pages. Events are numbered from 1.
 */
public final class FakeStream {
  private static final int PAGE_MAX = 7;

  private final List<FakeSocket> live = new ArrayList<>();
  private long head;

  public synchronized long head() {
    return head;
  }

  public synchronized void publish() {
    head++;
    sendLive(Frames.event(head));
  }

  public synchronized void ping() {
    live.removeIf(socket -> !sent(socket, FakeSocket::ping));
  }

  /** Plays the hub's part on a new socket. */
  public synchronized void join(FakeSocket socket) {
    String asked = socket.request().parameter("after");
    long after = asked == null ? head : Long.parseLong(asked);
    boolean alive =
        sent(
            socket,
            to -> {
              to.send(Frames.welcome(head, after));
              LongStream.rangeClosed(after + 1, head).forEach(seq -> to.send(Frames.event(seq)));
              to.send(Frames.caughtUp(head));
            });
    if (alive) {
      live.add(socket);
    }
  }

  public synchronized void dropAll() {
    live.forEach(FakeSocket::drop);
    live.clear();
  }

  /** Answers the polling calls; an empty page comes at once. */
  public synchronized FakeAnswer rest(FakeRequest request) {
    String position = "\"epoch\":\"" + Frames.EPOCH + "\",\"seq\":" + head;
    if (request.path().endsWith("/pos-status")) {
      return FakeAnswer.ok(
          "{\"terminals\":[{\"terminal\":\"till-1\",\"acked_seq\":2}]," + position + "}");
    }
    long after = Long.parseLong(Optional.ofNullable(request.parameter("after")).orElseThrow());
    long last = Math.min(head, after + PAGE_MAX);
    String events =
        LongStream.rangeClosed(after + 1, last)
            .mapToObj(Frames::event)
            .collect(Collectors.joining(","));
    return FakeAnswer.ok(
        "{\"events\":[" + events + "]," + position + ",\"has_more\":" + (last < head) + "}");
  }

  private void sendLive(String frame) {
    live.removeIf(socket -> !sent(socket, to -> to.send(frame)));
  }

  private static boolean sent(FakeSocket socket, Consumer<FakeSocket> what) {
    try {
      what.accept(socket);
      return true;
    } catch (UncheckedIOException gone) {
      return false;
    }
  }
}
