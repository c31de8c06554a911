package io.poshub.chaos.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Works a round out from the seed and its number: the same two give the same plan, whatever
 * happened before. Timing is the machine's.
 */
public final class Planner {
  /** How long the writers keep writing if nothing holds them up. */
  static final int TRAFFIC_MILLIS = 1_000;

  static final int FAULT_MIN_MILLIS = 50;
  static final int FAULT_MAX_MILLIS = 600;
  static final int MOVES_MAX = 4;
  private static final int PROCESS_FAULT_PERCENT = 65;
  private static final int SECOND_PROCESS_FAULT_PERCENT = 20;
  private static final int NETWORK_FAULTS_MAX = 2;
  private static final List<FaultKind> PROCESS_FAULTS =
      List.of(
          FaultKind.HUB_KILL,
          FaultKind.DATABASE_KILL,
          FaultKind.BOTH_KILL,
          FaultKind.KILL_WHILE_STARTING,
          FaultKind.HUB_RESTART);
  private static final List<FaultKind> NETWORK_FAULTS =
      List.of(FaultKind.CUT, FaultKind.STALL, FaultKind.DELAY, FaultKind.HALF_OPEN);
  private static final List<Line> LINES = List.of(Line.values());
  private static final List<TillMove.Kind> MOVES = List.of(TillMove.Kind.values());

  private final long seed;
  private final int tenants;
  private final int tillsPerTenant;

  /**
   * @param tillsPerTenant how many tills of a tenant can be told to move
   */
  public Planner(long seed, int tenants, int tillsPerTenant) {
    this.seed = seed;
    this.tenants = tenants;
    this.tillsPerTenant = tillsPerTenant;
  }

  public RoundPlan plan(int round) {
    RandomGenerator random =
        RandomGeneratorFactory.of("L64X128MixRandom").create(seed * 1_000_003 + round);
    List<Fault> faults = faults(random);
    List<TillMove> moves = moves(random);
    List<WriterPlan> writers = new WritesPlanner(round, random).plan(tenants);
    List<Integer> visitors = new ArrayList<>();
    for (int tenant = 0; tenant < tenants; tenant++) {
      visitors.add(random.nextInt(TRAFFIC_MILLIS));
    }
    return new RoundPlan(round, faults, moves, writers, visitors);
  }

  private static List<Fault> faults(RandomGenerator random) {
    List<Fault> faults = new ArrayList<>();
    if (random.nextInt(100) < PROCESS_FAULT_PERCENT) {
      faults.add(fault(random, PROCESS_FAULTS));
      if (random.nextInt(100) < SECOND_PROCESS_FAULT_PERCENT) {
        faults.add(fault(random, PROCESS_FAULTS));
      }
    }
    int network = random.nextInt(faults.isEmpty() ? 1 : 0, NETWORK_FAULTS_MAX + 1);
    for (int i = 0; i < network; i++) {
      faults.add(fault(random, NETWORK_FAULTS));
    }
    faults.sort(Comparator.comparingInt(Fault::atMillis));
    return faults;
  }

  private static Fault fault(RandomGenerator random, List<FaultKind> kinds) {
    return new Fault(
        anyOf(kinds, random),
        anyOf(LINES, random),
        random.nextInt(FAULT_MIN_MILLIS, TRAFFIC_MILLIS),
        random.nextInt(FAULT_MIN_MILLIS, FAULT_MAX_MILLIS));
  }

  private List<TillMove> moves(RandomGenerator random) {
    List<TillMove> moves = new ArrayList<>();
    int count = random.nextInt(1, MOVES_MAX + 1);
    for (int i = 0; i < count; i++) {
      moves.add(
          new TillMove(
              anyOf(MOVES, random),
              random.nextInt(tenants),
              random.nextInt(tillsPerTenant),
              random.nextInt(TRAFFIC_MILLIS),
              random.nextInt(FAULT_MIN_MILLIS, FAULT_MAX_MILLIS)));
    }
    moves.sort(Comparator.comparingInt(TillMove::atMillis));
    return moves;
  }

  private static <T> T anyOf(List<T> choices, RandomGenerator random) {
    return choices.get(random.nextInt(choices.size()));
  }
}
