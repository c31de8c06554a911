package io.poshub.client.terminal;

import io.poshub.client.fakehub.FakeHub;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps what it was told, and lets tests wait for it. */
class RecordingListener implements TerminalListener {
  private final List<TerminalEvent> events = new ArrayList<>();
  private final List<TerminalState> states = new ArrayList<>();
  private final List<TerminalState> allStates = new ArrayList<>();
  private final List<Snapshot> snapshots = new ArrayList<>();
  private final List<Long> caughtUp = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();

  @Override
  public synchronized void onEvent(TerminalEvent event) {
    events.add(event);
    notifyAll();
  }

  @Override
  public synchronized void onReset(Snapshot snapshot) {
    snapshots.add(snapshot);
    notifyAll();
  }

  @Override
  public synchronized void onCaughtUp(long seq) {
    caughtUp.add(seq);
    notifyAll();
  }

  @Override
  public synchronized void onState(TerminalState state) {
    states.add(state);
    allStates.add(state);
    notifyAll();
  }

  @Override
  public synchronized void onTrouble(String what) {
    troubles.add(what);
    notifyAll();
  }

  synchronized List<Long> seqs() {
    return events.stream().map(TerminalEvent::seq).toList();
  }

  synchronized List<String> troubles() {
    return List.copyOf(troubles);
  }

  synchronized List<TerminalEvent> events() {
    return List.copyOf(events);
  }

  void awaitSeq(long seq) throws InterruptedException {
    var _ = await("event " + seq, () -> seqs().contains(seq) ? true : null);
  }

  void awaitCaughtUp(long seq) throws InterruptedException {
    var _ = await("caught up " + seq, () -> caughtUp.contains(seq) ? true : null);
  }

  Snapshot awaitSnapshot() throws InterruptedException {
    return await("snapshot", () -> snapshots.isEmpty() ? null : snapshots.removeFirst());
  }

  /** The next state of that kind; what came before it is forgotten. */
  <S extends TerminalState> S awaitState(Class<S> kind) throws InterruptedException {
    return await(
        kind.getSimpleName(),
        () -> {
          while (!states.isEmpty()) {
            TerminalState state = states.removeFirst();
            if (kind.isInstance(state)) {
              return kind.cast(state);
            }
          }
          return null;
        });
  }

  private synchronized <T> T await(String what, Supplier<@Nullable T> look)
      throws InterruptedException {
    long giveUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(FakeHub.DEADLINE_SECONDS);
    T found = look.get();
    while (found == null) {
      long left = giveUpAt - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError(
            "waited in vain for %s; seen %s, states %s, troubles %s"
                .formatted(what, seqs(), allStates, troubles));
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
      found = look.get();
    }
    return found;
  }
}
