package io.poshub.connectors.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture.AsynchronousCompletionTask;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What the hub would do at once, done one after the other in an order that a seed decides. Tasks
 * come from any thread and run on the one that calls {@link #run}.
 */
final class SeededTurns implements Executor {
  private final Random random;
  private final List<Runnable> waiting = new ArrayList<>();

  SeededTurns(long seed) {
    this.random = new Random(seed);
  }

  @Override
  public void execute(Runnable task) {
    if (task instanceof AsynchronousCompletionTask) {
      // A page that is fetched ahead: whoever asked for it would wait for it here for ever.
      task.run();
      return;
    }
    synchronized (waiting) {
      waiting.add(task);
    }
  }

  /** Runs some of the tasks that wait and returns how many those were. */
  int run(int max) {
    int done = 0;
    while (done < max) {
      Runnable task = next();
      if (task == null) {
        break;
      }
      task.run();
      done++;
    }
    return done;
  }

  private @Nullable Runnable next() {
    synchronized (waiting) {
      return waiting.isEmpty() ? null : waiting.remove(random.nextInt(waiting.size()));
    }
  }

  /** The process they belonged to is gone. */
  void forget() {
    synchronized (waiting) {
      waiting.clear();
    }
  }
}
