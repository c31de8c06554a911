package io.poshub.chaos.till;

import io.poshub.chaos.history.Beginning;
import io.poshub.chaos.history.Opening;
import io.poshub.chaos.history.SeenEvent;
import io.poshub.client.http.JsonText;
import io.poshub.protocol.EventType;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One connection of a till, from the upgrade to its end. Reads on a virtual thread of its own. */
final class TillConnection {
  /** The hub cannot serve right now, or is asked too often: no till's fault and no hub's. */
  private static final Set<Integer> COME_BACK_LATER = Set.of(429, 503);

  private final TillSettings settings;
  private final Journal journal;
  private final Beginning beginning;
  private final String query;
  private final ReadingPause reading;
  private final Runnable onEnd;
  private volatile @Nullable TillSocket socket;
  private volatile boolean dropped;
  private volatile boolean ended;
  private @Nullable Connection notes;
  private int sinceAck;

  TillConnection(
      TillSettings settings,
      Journal journal,
      Beginning beginning,
      String query,
      ReadingPause reading,
      Runnable onEnd) {
    this.settings = settings;
    this.journal = journal;
    this.beginning = beginning;
    this.query = query;
    this.reading = reading;
    this.onEnd = onEnd;
  }

  void start() {
    Thread.ofVirtual().name("socket-" + settings.name()).start(this::run);
  }

  boolean hasEnded() {
    return ended;
  }

  void drop() {
    dropped = true;
    TillSocket open = socket;
    if (open != null) {
      open.drop();
    }
  }

  private void run() {
    try (TillSocket open = TillSocket.open(settings.port(), query, settings.key())) {
      socket = open;
      if (dropped) {
        open.drop();
      }
      follow(open);
    } catch (TillSocket.Refused e) {
      if (!COME_BACK_LATER.contains(e.status())) {
        journal.refused(String.valueOf(e.getMessage()));
      }
    } catch (WebSocketFrame.BadFrame | MalformedJsonException e) {
      odd(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      // Cut, killed or dropped: that is what all this is about.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended = true;
      onEnd.run();
    }
  }

  private void follow(TillSocket open)
      throws IOException, MalformedJsonException, InterruptedException {
    while (true) {
      reading.await();
      WebSocketFrame frame = open.read();
      switch (frame.opcode()) {
        case WebSocketFrame.TEXT -> onText(open, frame.text());
        case WebSocketFrame.PING -> open.send(WebSocketFrame.PONG, frame.payload());
        case WebSocketFrame.PONG -> odd("a pong that answers nothing");
        case WebSocketFrame.CLOSE -> {
          onClose(open, frame);
          return;
        }
        default -> throw new WebSocketFrame.BadFrame("opcode " + frame.opcode());
      }
    }
  }

  private void onText(TillSocket open, String text) throws IOException, MalformedJsonException {
    JsonValue frame = Json.parse(text);
    String type = JsonText.at(frame, "type", "");
    Connection current = notes;
    if (type.equals("welcome") && current == null) {
      notes = journal.open(beginningByNow(), opening(text, frame));
    } else if (current == null) {
      throw new WebSocketFrame.BadFrame("before the welcome: " + text);
    } else if (EventType.ofWire(type).isPresent()) {
      onEvent(open, current, SeenEvent.of(text, frame));
    } else {
      onOther(current, type, frame, text);
    }
  }

  private void onOther(Connection current, String type, JsonValue frame, String text) {
    switch (type) {
      case "caught_up" -> {
        Long seq = JsonText.count(frame, "seq");
        journal.note(current, notes -> notes.caughtUp(seq == null ? Journal.NOWHERE : seq));
      }
      case "reset" -> journal.note(current, Connection::wasReset);
      case "heartbeat", "reconnect" -> {}
      default -> odd(text);
    }
  }

  /** An older connection may have acknowledged more while this one was being opened. */
  private Beginning beginningByNow() {
    return switch (beginning) {
      case Beginning.After after -> after;
      case Beginning.HubRemembers _ -> new Beginning.HubRemembers(journal.acked());
    };
  }

  private static Opening opening(String text, JsonValue frame) throws MalformedJsonException {
    String epoch = JsonText.at(frame, "epoch");
    Long head = JsonText.count(frame, "seq");
    Long after = JsonText.count(frame, "after");
    if (epoch == null || head == null || after == null) {
      throw new MalformedJsonException("not a welcome: " + text);
    }
    return new Opening(epoch, head, after);
  }

  private void onEvent(TillSocket open, Connection current, SeenEvent event) throws IOException {
    journal.delivered(current, event);
    sinceAck++;
    if (settings.ackEvery() > 0 && sinceAck >= settings.ackEvery()) {
      sinceAck = 0;
      journal.acking(event.seq());
      open.sendAck(event.seq());
    }
  }

  private void onClose(TillSocket open, WebSocketFrame frame) throws IOException {
    Connection current = notes;
    Integer code = frame.closeCode();
    if (current != null && code != null) {
      journal.note(current, notes -> notes.closed(code));
    }
    open.send(WebSocketFrame.CLOSE, frame.payload());
  }

  private void odd(String what) {
    Connection current = notes;
    if (current == null) {
      journal.refused(what);
    } else {
      journal.note(current, notes -> notes.odd(what));
    }
  }
}
