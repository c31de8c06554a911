package io.poshub.chaos.plan;

/**
 * One thing a writer does. {@code mark} is unique in the whole run and travels with the call, so
 * that its effects can be found again. {@code repeat}: asked a second time after the answer.
 */
public sealed interface PlannedWrite {
  String mark();

  /** An online order; {@code noteChars} makes it long. */
  record PlaceOrder(String mark, int items, int noteChars, boolean repeat)
      implements PlannedWrite {}

  /** The writer's last order goes one step further. */
  record AdvanceOrder(String mark) implements PlannedWrite {}

  /** A new card, the writer's own from then on. */
  record IssueCard(String mark, String code, long amountMinor) implements PlannedWrite {
    /** A card's code is as good as money. */
    @Override
    public String toString() {
      return "IssueCard[" + mark + "]";
    }
  }

  /** Takes money from the writer's own card, or from one that all writers share. */
  record Deduct(String mark, boolean shared, long amountMinor, boolean repeat)
      implements PlannedWrite {}

  /** Puts money onto the writer's own card, or onto the shared one. */
  record Load(String mark, boolean shared, long amountMinor, boolean repeat)
      implements PlannedWrite {}

  /** Reserves money on a card, and then takes it, gives it back, or forgets it. */
  record Reserve(
      String mark, boolean shared, long amountMinor, Resolution resolution, boolean repeat)
      implements PlannedWrite {}

  /** How a reservation ends; one that lapses was only meant for a second. */
  enum Resolution {
    CAPTURE,
    RELEASE,
    LAPSE
  }

  /** The writer's last deduction or redemption is undone, by the key it was made with. */
  record Undo(String mark, boolean repeat) implements PlannedWrite {}

  /** Points for one of the tenant's customers. */
  record Earn(String mark, int customer, long points, boolean repeat) implements PlannedWrite {}

  /** Points of one of the tenant's customers are spent. */
  record Redeem(String mark, int customer, long points, boolean repeat) implements PlannedWrite {}
}
