package io.poshub.client.socket;

import static java.util.Objects.requireNonNull;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One open WebSocket. The {@code on…} methods run on the HTTP client's threads, one at a time; the
 * owner thread calls the others. Back-pressure: the socket is asked for a window of messages, and
 * for one more whenever the owner has {@link #handled} one.
 */
public final class SocketLink implements WebSocket.Listener {
  public static final int WINDOW_MESSAGES = 64;

  /** Above the largest event: an order of the largest accepted size and its frame. */
  public static final int MESSAGE_MAX_CHARS = 1024 * 1024;

  /** Close code of the protocol for an ordinary end. */
  private static final int NORMAL_CLOSURE = 1000;

  private final Consumer<Signal> inbox;
  private final StringBuilder partial = new StringBuilder();
  private volatile @Nullable WebSocket socket;

  SocketLink(Consumer<Signal> inbox) {
    this.inbox = requireNonNull(inbox, "inbox is null");
  }

  @Override
  public void onOpen(WebSocket opened) {
    socket = opened;
    opened.request(WINDOW_MESSAGES);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    if (partial.length() + part.length() > MESSAGE_MAX_CHARS) {
      from.abort();
      inbox.accept(new Signal.Broken(this, "a message above " + MESSAGE_MAX_CHARS + " characters"));
      return null;
    }
    partial.append(part);
    if (last) {
      inbox.accept(new Signal.Text(this, partial.toString()));
      partial.setLength(0);
    } else {
      from.request(1);
    }
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer payload) {
    inbox.accept(new Signal.LifeSign(this));
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    inbox.accept(new Signal.Closed(this, code, reason));
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    String message = failure.getMessage();
    inbox.accept(
        new Signal.Broken(this, "the connection broke" + (message == null ? "" : ": " + message)));
  }

  /** Makes room for one more message, after a text or a life sign was dealt with. */
  public void handled() {
    opened().request(1);
  }

  /** One message at a time: wait for its {@link Signal.Sent} before the next. */
  public void send(String text) {
    var _ =
        opened()
            .sendText(text, true)
            .whenComplete((_, failure) -> inbox.accept(new Signal.Sent(this, message(failure))));
  }

  /** Says goodbye; the hub's answer arrives as {@link Signal.Closed}. */
  public void close() {
    var _ = opened().sendClose(NORMAL_CLOSURE, "");
  }

  /** Drops the connection. Safe to call twice, and after the other end has closed. */
  public void abort() {
    opened().abort();
  }

  private WebSocket opened() {
    return requireNonNull(socket, "the link is not open");
  }

  private static @Nullable String message(@Nullable Throwable failure) {
    return failure == null ? null : "an ack could not be sent: " + failure.getMessage();
  }
}
