package io.poshub.chaos.till;

import io.poshub.chaos.history.Beginning;
import io.poshub.chaos.history.Opening;
import io.poshub.chaos.history.SeenEvent;
import io.poshub.client.terminal.PosTerminal;
import io.poshub.client.terminal.Snapshot;
import io.poshub.client.terminal.TerminalEvent;
import io.poshub.client.terminal.TerminalListener;
import io.poshub.client.terminal.TerminalSettings;
import io.poshub.client.terminal.TerminalState;
import io.poshub.protocol.CloseCode;
import io.poshub.protocol.Times;
import io.poshub.protocol.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The project's own terminal library as a till. Its listener runs on the terminal's thread; a
 * terminal that was replaced under its name is followed by another one.
 */
public final class LibraryTill implements Till {
  private final TillSettings settings;
  private final HttpClient http;
  private final Journal journal;
  private volatile @Nullable PosTerminal terminal;
  private volatile boolean closed;

  public LibraryTill(TillSettings settings, HttpClient http, Texts texts) {
    this.settings = settings;
    this.http = http;
    this.journal = new Journal(settings.name(), Set.of(), texts);
  }

  @Override
  public Journal journal() {
    return journal;
  }

  @Override
  public void start() {
    TerminalSettings known =
        TerminalSettings.builder(
                URI.create("http://127.0.0.1:" + settings.port()),
                settings.tenant(),
                settings.key())
            .terminal(settings.terminal())
            .http(http)
            .random(new ShortPauses())
            .build();
    PosTerminal next = new PosTerminal(known, new Listener());
    terminal = next;
    if (!closed) {
      next.connect();
    }
  }

  @Override
  public void close() {
    closed = true;
    PosTerminal current = terminal;
    if (current != null) {
      current.close();
    }
  }

  /** Notes what one terminal tells; runs on its thread. */
  private final class Listener implements TerminalListener {
    private @Nullable Connection notes;
    private boolean isFirst = true;

    @Override
    public void onEvent(TerminalEvent event) {
      Connection current = notes;
      if (current != null) {
        journal.delivered(
            current, new SeenEvent(event.seq(), event.id(), event.type(), frame(event)));
        // Acked by the library as soon as this returns.
        journal.acking(event.seq());
      }
    }

    @Override
    public void onReset(Snapshot snapshot) {
      Connection current = notes;
      if (current != null) {
        journal.note(current, Connection::wasReset);
      }
    }

    @Override
    public void onState(TerminalState state) {
      switch (state) {
        case TerminalState.Online(var head, long after, _) -> {
          notes = journal.open(beginning(), new Opening(head.epoch(), head.seq(), after));
          isFirst = false;
        }
        case TerminalState.Polling _ -> onPolling();
        case TerminalState.Stopped(String why, String code) -> onStopped(why, code);
        case TerminalState.Connecting _, TerminalState.Waiting _, TerminalState.Closed _ -> {}
      }
    }

    /** A terminal that keeps its place in memory has none when it is new. */
    private Beginning beginning() {
      return isFirst
          ? new Beginning.HubRemembers(journal.acked())
          : new Beginning.After(journal.reached());
    }

    private void onPolling() {
      String epoch = journal.epoch();
      long reached = journal.reached();
      if (epoch != null) {
        notes = journal.open(new Beginning.After(reached), new Opening(epoch, reached, reached));
      }
    }

    private void onStopped(String why, String code) {
      if (code.equals(Integer.toString(CloseCode.REPLACED.code())) && !closed) {
        LibraryTill.this.start();
      } else {
        journal.refused("the library stopped: " + why + " (" + code + ")");
      }
    }
  }

  /** The frame it came in; the library hands on its parts. */
  private static String frame(TerminalEvent event) {
    return "{\"type\":\""
        + event.type()
        + "\",\"id\":\""
        + event.id()
        + "\",\"seq\":"
        + event.seq()
        + ",\"tenant\":\""
        + event.tenant()
        + "\",\"time\":\""
        + Times.text(event.time())
        + "\",\"data\":"
        + Json.write(event.data())
        + "}";
  }
}
