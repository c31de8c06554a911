package io.poshub.fakeshop;

import java.util.Random;
import java.util.function.BiConsumer;

/** What goes wrong with requests and deliveries. Called for each; must be safe for any thread. */
public interface Faults {
  Faults NONE = (_, _) -> new Fault.None();

  /** What goes wrong with one request. */
  sealed interface Fault {
    record None() implements Fault {}

    /** A host that has had enough. */
    record TooMany(int retryAfterSeconds) implements Fault {}

    record Failing(int status, boolean asPage) implements Fault {}

    /** Nothing works: JSON for those who accept nothing else, a page for all others. */
    record Outage(int status, String code, int retryAfterSeconds) implements Fault {}

    /** It is answered, but far too late. */
    record Stall(long millis) implements Fault {}

    /** Whatever is asked for, this comes: somebody between keeps answers he should not keep. */
    record Canned(String json) implements Fault {}

    /** The work is done, and the answer is lost. */
    record LostAnswer() implements Fault {}

    /** The plugin is switched off. */
    record SwitchedOff() implements Fault {}
  }

  Fault next(String method, String path);

  /** The shop has done what was asked; the answer is on its way. */
  default void answered(String method, String path) {}

  /** Nothing goes wrong, but something happens while answers are on their way. */
  static Faults meanwhile(BiConsumer<String, String> then) {
    return new Faults() {
      @Override
      public Fault next(String method, String path) {
        return new Fault.None();
      }

      @Override
      public void answered(String method, String path) {
        then.accept(method, path);
      }
    };
  }

  /** Every so many requests one goes wrong, by a seed. */
  static Faults seeded(long seed, double share) {
    Random random = new Random(seed);
    return (method, path) -> {
      synchronized (random) {
        if (random.nextDouble() >= share) {
          return new Fault.None();
        }
        return switch (random.nextInt(6)) {
          case 0 -> new Fault.TooMany(1);
          case 1 -> new Fault.Failing(500, false);
          case 2 -> new Fault.Failing(503, true);
          case 3 -> new Fault.Stall(700);
          case 4 -> new Fault.SwitchedOff();
          default -> new Fault.LostAnswer();
        };
      }
    };
  }
}
