package io.poshub.chaos.plan;

import io.poshub.chaos.plan.PlannedWrite.AdvanceOrder;
import io.poshub.chaos.plan.PlannedWrite.Deduct;
import io.poshub.chaos.plan.PlannedWrite.Earn;
import io.poshub.chaos.plan.PlannedWrite.IssueCard;
import io.poshub.chaos.plan.PlannedWrite.Load;
import io.poshub.chaos.plan.PlannedWrite.PlaceOrder;
import io.poshub.chaos.plan.PlannedWrite.Redeem;
import io.poshub.chaos.plan.PlannedWrite.Reserve;
import io.poshub.chaos.plan.PlannedWrite.Resolution;
import io.poshub.chaos.plan.PlannedWrite.Undo;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** What the writers of one round do. Used once, by the planner's thread. */
final class WritesPlanner {
  static final int WRITERS_PER_TENANT = 3;
  static final int WRITES_MIN = 6;
  static final int WRITES_MAX = 16;

  /** Customers of a tenant who collect points. */
  static final int CUSTOMERS = 4;

  private static final int REPEAT_PERCENT = 15;
  private static final int LONG_ROUND_PERCENT = 10;
  private static final int LONG_NOTE_CHARS = 500;
  private static final int LONG_ITEMS = 60;
  private static final String CODE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  private static final int CODE_CHARS = 14;

  private final int round;
  private final RandomGenerator random;
  private final boolean longOrders;

  WritesPlanner(int round, RandomGenerator random) {
    this.round = round;
    this.random = random;
    this.longOrders = random.nextInt(100) < LONG_ROUND_PERCENT;
  }

  List<WriterPlan> plan(int tenants) {
    List<WriterPlan> writers = new ArrayList<>();
    for (int tenant = 0; tenant < tenants; tenant++) {
      for (int writer = 0; writer < WRITERS_PER_TENANT; writer++) {
        int count = random.nextInt(WRITES_MIN, WRITES_MAX + 1);
        int pauseMillis = random.nextInt(2 * Planner.TRAFFIC_MILLIS / count);
        writers.add(new WriterPlan(tenant, pauseMillis, writes(tenant, writer, count)));
      }
    }
    return writers;
  }

  private List<PlannedWrite> writes(int tenant, int writer, int count) {
    List<PlannedWrite> writes = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      writes.add(write("r" + round + "-t" + tenant + "-w" + writer + "-n" + number));
    }
    return writes;
  }

  private PlannedWrite write(String mark) {
    boolean repeat = random.nextInt(100) < REPEAT_PERCENT;
    return switch (random.nextInt(13)) {
      case 0, 1, 2 -> order(mark, repeat);
      case 3, 4 -> new AdvanceOrder(mark);
      case 5 -> new IssueCard(mark, code(), random.nextLong(500, 5_000));
      case 6, 7 -> new Deduct(mark, random.nextBoolean(), random.nextLong(1, 1_500), repeat);
      case 8 -> new Load(mark, random.nextBoolean(), random.nextLong(1, 900), repeat);
      case 9 -> new Undo(mark, repeat);
      case 10 -> reserve(mark, repeat);
      case 11 -> new Earn(mark, random.nextInt(CUSTOMERS), random.nextLong(1, 200), repeat);
      default -> new Redeem(mark, random.nextInt(CUSTOMERS), random.nextLong(1, 150), repeat);
    };
  }

  private PlaceOrder order(String mark, boolean repeat) {
    return longOrders
        ? new PlaceOrder(mark, LONG_ITEMS, LONG_NOTE_CHARS, repeat)
        : new PlaceOrder(mark, random.nextInt(1, 4), random.nextInt(40), repeat);
  }

  private Reserve reserve(String mark, boolean repeat) {
    Resolution[] ends = Resolution.values();
    Resolution end = ends[random.nextInt(ends.length)];
    return new Reserve(mark, random.nextBoolean(), random.nextLong(1, 1_200), end, repeat);
  }

  private String code() {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < CODE_CHARS; i++) {
      code.append(CODE_ALPHABET.charAt(random.nextInt(CODE_ALPHABET.length())));
    }
    return code.toString();
  }
}
