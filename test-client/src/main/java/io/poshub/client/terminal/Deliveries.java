package io.poshub.client.terminal;

import static java.util.Objects.requireNonNull;

import io.poshub.client.progress.PositionFile;
import io.poshub.client.progress.Progress;
import io.poshub.client.reconnect.Outcome;
import io.poshub.client.socket.HubMessage;
import io.poshub.protocol.Position;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The one way events reach the listener, whichever door they came through: duplicates and gaps are
 * seen here, progress is kept here. Owner thread, but for {@link #offerAck} and {@link #position}.
 */
final class Deliveries {
  private final TerminalSettings settings;
  private final TerminalListener listener;
  private final @Nullable PositionFile file;
  private final AtomicReference<@Nullable Position> asked = new AtomicReference<>();
  // Written by the owner only; others read it.
  private volatile @Nullable Progress progress;
  private @Nullable Position saved;

  Deliveries(TerminalSettings settings, TerminalListener listener) {
    this.settings = requireNonNull(settings, "settings is null");
    this.listener = requireNonNull(listener, "listener is null");
    this.file =
        settings.stateFile() == null
            ? null
            : new PositionFile(settings.stateFile(), settings.tenant());
  }

  void restore() throws IOException {
    Position position = file == null ? null : file.read();
    if (position != null) {
      startAt(position);
      saved = position;
    }
  }

  /** Where to continue, or null if this terminal has never had a place. */
  @Nullable Position resumeFrom() {
    Progress now = progress;
    return now == null ? null : now.deliveredPosition();
  }

  /** Any thread: the last handled position. */
  @Nullable Position position() {
    Progress now = progress;
    return now == null ? null : now.handledPosition();
  }

  void startAt(Position position) {
    progress = Progress.at(position);
  }

  /** Takes one event from the socket, where the hub has applied the filter. */
  @Nullable Outcome takeFromSocket(HubMessage.Event event) {
    return take(event, settings.isFiltered());
  }

  /** Takes one event of a page, where nothing was filtered. */
  @Nullable Outcome takeFromPage(HubMessage.Event event) {
    return take(event, false);
  }

  private @Nullable Outcome take(HubMessage.Event event, boolean mayJump) {
    Progress now = requireNonNull(progress, "no place in the stream yet");
    return switch (now.judge(event.seq(), mayJump)) {
      case DUPLICATE -> null;
      case GAP ->
          new Outcome.Broken(
              "events are missing: " + event.seq() + " came after " + now.delivered());
      case NEXT -> deliver(now, event);
    };
  }

  private @Nullable Outcome deliver(Progress now, HubMessage.Event event) {
    if (!settings.wants(event.type())) {
      progress = now.skipped(event.seq());
      return null;
    }
    try {
      listener.onEvent(
          new TerminalEvent(
              event.type(), event.id(), event.seq(), event.tenant(), event.time(), event.data()));
    } catch (RuntimeException failure) {
      return failed("event " + event.seq(), failure);
    }
    Progress shown = now.delivered(event.seq());
    progress = settings.acks() == AckMode.AUTOMATIC ? shown.handled(event.seq()) : shown;
    return null;
  }

  /** Replaces all that was before; a snapshot that was taken counts as handled. */
  @Nullable Outcome takeSnapshot(Snapshot snapshot) {
    try {
      listener.onReset(snapshot);
    } catch (RuntimeException failure) {
      return failed("a snapshot", failure);
    }
    asked.set(null);
    startAt(snapshot.position());
    return null;
  }

  /** The hub has sent everything up to here; what a filter held back is passed over. */
  void caughtUp(long seq) {
    Progress now = requireNonNull(progress, "no place in the stream yet");
    if (settings.isFiltered()) {
      progress = now.skipped(seq);
    }
    listener.onCaughtUp(seq);
  }

  /** Any thread: everything up to {@code seq} of the present stream is handled. */
  void offerAck(long seq) {
    Progress now = progress;
    if (now == null || seq < 0) {
      return;
    }
    Position ack = new Position(now.epoch(), seq);
    asked.accumulateAndGet(
        ack,
        (before, fresh) ->
            before != null
                    && fresh != null
                    && before.epoch().equals(fresh.epoch())
                    && before.seq() > fresh.seq()
                ? before
                : fresh);
  }

  void onAcks() {
    Position ack = asked.getAndSet(null);
    Progress now = progress;
    if (ack != null && now != null && ack.epoch().equals(now.epoch())) {
      progress = now.handled(ack.seq());
    }
  }

  boolean isUnsaved() {
    Position position = position();
    return file != null && position != null && !position.equals(saved);
  }

  /** Writes the place down. A disk that fails must not keep orders from being shown. */
  void save() {
    Position position = position();
    if (file == null || position == null || position.equals(saved)) {
      return;
    }
    // Set before the attempt: a failing disk is tried again with the next event, not in a loop.
    saved = position;
    try {
      file.write(position);
    } catch (IOException failure) {
      listener.onTrouble("the position could not be saved: " + failure);
    }
  }

  private Outcome failed(String what, RuntimeException failure) {
    listener.onTrouble("the listener failed on " + what + ": " + failure);
    return new Outcome.Broken("the listener failed on " + what);
  }
}
