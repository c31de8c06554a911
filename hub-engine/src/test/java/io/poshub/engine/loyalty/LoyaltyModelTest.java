package io.poshub.engine.loyalty;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.ledger.Chain;
import io.poshub.protocol.Ids;
import io.poshub.protocol.Phone;
import io.poshub.testing.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The pure rules against a model that only counts: random lives of a few accounts. */
class LoyaltyModelTest {
  private static final int ROUNDS = 300;
  private static final int STEPS = 60;
  private static final int ACCOUNTS = 4;

  @Test
  void everyLifeIsAsTheModelCountsIt() {
    long first = Seeds.draw("loyaltyModel");
    for (int round = 0; round < ROUNDS; round++) {
      new Life(first + round).live();
    }
  }

  /** One account as the model sees it; what was earned and not undone is its lifetime. */
  private static final class Counted {
    static final int NONE = -1;
    long points;
    long lifetime;
    int target = NONE;
  }

  private record CountedHold(int owner, long points, Instant expiresAt) {}

  private static final class Life {
    private final Ids ids = new Ids();
    private final Random random;
    private final String name;
    private final List<AccountState> accounts = new ArrayList<>();
    private final List<Counted> model = new ArrayList<>();
    private final Map<String, PointsHold> holds = new LinkedHashMap<>();
    private final Map<String, CountedHold> open = new LinkedHashMap<>();
    private final Map<String, PastEntry> past = new LinkedHashMap<>();
    private final Map<String, List<AccountEntry>> ledger = new LinkedHashMap<>();
    private Instant now = Instant.parse("2026-11-21T12:00:00Z");

    Life(long seed) {
      random = new Random(seed);
      name = "seed " + seed;
      for (int i = 0; i < ACCOUNTS; i++) {
        accounts.add(AccountState.opened(ids.next(), new Phone("+44770090000" + i), now));
        model.add(new Counted());
      }
    }

    void live() {
      for (int step = 0; step < STEPS; step++) {
        int which = owner(random.nextInt(ACCOUNTS));
        settle(which);
        switch (random.nextInt(9)) {
          case 0, 1 -> earn(which);
          case 2 -> redeem(which);
          case 3 -> adjust(which);
          case 4 -> hold(which);
          case 5 -> end(which);
          case 6 -> reverse(which);
          case 7 -> now = now.plusSeconds(random.nextInt(40));
          default -> merge(which);
        }
        check();
      }
    }

    private void earn(int which) {
      long points = random.nextLong(100);
      LoyaltyDecision decision =
          LoyaltyRules.earn(accounts.get(which), points, null, PointsNote.NONE, moment());
      assertTaken(decision, true);
      model.get(which).points += points;
      model.get(which).lifetime += points;
    }

    private void redeem(int which) {
      long points = 1 + random.nextLong(120);
      boolean fits = points <= available(which);
      assertTaken(
          LoyaltyRules.redeem(accounts.get(which), points, PointsNote.NONE, moment()), fits);
      model.get(which).points -= fits ? points : 0;
    }

    private void adjust(int which) {
      long points = random.nextLong(100) - 50;
      if (points == 0) {
        return;
      }
      boolean fits = -points <= available(which);
      assertTaken(
          LoyaltyRules.adjust(
              accounts.get(which), points, PointsNote.NONE.because("other"), moment()),
          fits);
      model.get(which).points += fits ? points : 0;
    }

    private void hold(int which) {
      long points = 1 + random.nextLong(60);
      boolean partial = random.nextBoolean();
      long held = partial ? Math.min(points, available(which)) : points;
      boolean fits = held > 0 && held <= available(which);
      Duration lifetime = Duration.ofSeconds(1 + random.nextLong(60));
      HoldWish wish =
          new HoldWish(accounts.get(which).phone(), points, partial, lifetime, PointsNote.NONE);
      LoyaltyDecision decision = HoldRules.hold(accounts.get(which), wish, moment());
      assertTaken(decision, fits);
      if (decision instanceof LoyaltyDecision.Posted(var _, PointsHold hold) && hold != null) {
        open.put(hold.id(), new CountedHold(which, held, now.plus(lifetime)));
      }
    }

    private void end(int which) {
      List<PointsHold> mine = holds.values().stream().filter(hold -> owner(hold) == which).toList();
      if (mine.isEmpty()) {
        return;
      }
      PointsHold hold = mine.get(random.nextInt(mine.size()));
      CountedHold counted = open.get(hold.id());
      AccountState account = accounts.get(which);
      if (random.nextBoolean()) {
        assertTaken(HoldRules.release(account, hold, PointsNote.NONE, moment()), counted != null);
      } else {
        long points = 1 + random.nextLong(60);
        boolean fits = counted != null && points <= counted.points();
        assertTaken(HoldRules.capture(account, hold, points, PointsNote.NONE, moment()), fits);
        model.get(which).points -= fits ? points : 0;
        if (!fits) {
          return;
        }
      }
      open.remove(hold.id());
    }

    private void reverse(int which) {
      List<PastEntry> mine =
          past.values().stream().filter(entry -> owner(entry.accountId()) == which).toList();
      if (mine.isEmpty()) {
        return;
      }
      PastEntry entry = mine.get(random.nextInt(mine.size()));
      long undone = 1 + random.nextLong(50);
      long moved = entry.row().points();
      boolean fits =
          !entry.reversed()
              && undone <= Math.abs(moved)
              && switch (entry.row().type()) {
                case EARN -> undone <= available(which);
                case REDEEM, CAPTURE -> true;
                case HOLD, RELEASE, REVERSE, ADJUST, EXPIRE, MERGE -> false;
              };
      assertTaken(
          LoyaltyRules.reverse(
              accounts.get(which),
              entry,
              new Reversal.Points(undone),
              PointsNote.NONE.because("mistake"),
              moment()),
          fits);
      if (fits) {
        model.get(which).points += moved > 0 ? -undone : undone;
        model.get(which).lifetime -= moved > 0 ? undone : 0;
      }
    }

    private void merge(int which) {
      int target = owner(random.nextInt(ACCOUNTS));
      boolean both = accounts.get(which).entries() > 0 && accounts.get(target).entries() > 0;
      if (target == which || !both || random.nextInt(4) != 0) {
        return;
      }
      settle(target);
      MergeDecision decision =
          LoyaltyRules.merge(accounts.get(which), accounts.get(target), PointsNote.NONE, moment());
      assertThat(decision).as(name).isInstanceOf(MergeDecision.Merged.class);
      if (decision instanceof MergeDecision.Merged(AccountEntry given, AccountEntry taken)) {
        take(given, null);
        take(taken, null);
      }
      Counted source = model.get(which);
      model.get(target).points += source.points;
      model.get(target).lifetime += source.lifetime;
      source.points = 0;
      source.target = target;
      open.replaceAll((_, hold) ->
          hold.owner() == which ? new CountedHold(target, hold.points(), hold.expiresAt()) : hold);
    }

    private void settle(int which) {
      for (PointsHold hold : List.copyOf(holds.values())) {
        if (hold.hold().hasLapsed(now) && owner(hold) == which) {
          LoyaltyDecision.Posted lapse = HoldRules.lapse(accounts.get(which), hold, moment());
          take(lapse.entry(), lapse.hold());
        }
      }
      open.values().removeIf(hold -> hold.owner() == which && !now.isBefore(hold.expiresAt()));
    }

    private void assertTaken(LoyaltyDecision decision, boolean expected) {
      switch (decision) {
        case LoyaltyDecision.Posted(AccountEntry entry, PointsHold hold) -> {
          assertThat(expected).as(name + " let through " + entry.row()).isTrue();
          take(entry, hold);
        }
        case LoyaltyDecision.Refused refused ->
            assertThat(expected).as(name + " " + refused).isFalse();
      }
    }

    private void take(AccountEntry entry, @Nullable PointsHold hold) {
      AccountState after = entry.after();
      for (int i = 0; i < ACCOUNTS; i++) {
        if (accounts.get(i).id().equals(after.id())) {
          accounts.set(i, after);
        }
      }
      ledger.computeIfAbsent(after.id(), _ -> new ArrayList<>()).add(entry);
      past.put(entry.row().id(), new PastEntry(after.id(), entry.row(), false));
      if (entry.row().reversesId() != null) {
        past.computeIfPresent(entry.row().reversesId(), (_, undone) -> undone.nowReversed());
      }
      if (hold != null) {
        holds.put(hold.id(), hold);
      }
    }

    private void check() {
      for (int i = 0; i < ACCOUNTS; i++) {
        AccountState account = accounts.get(i);
        List<AccountEntry> rows = ledger.getOrDefault(account.id(), List.of());
        assertThat(account.purse().balance()).as(name).isEqualTo(model.get(i).points);
        assertThat(account.lifetimePoints()).as(name).isEqualTo(model.get(i).lifetime);
        assertThat(rows.stream().mapToLong(row -> row.row().points()).sum())
            .as(name)
            .isEqualTo(account.purse().balance());
        assertThat(rows.stream().mapToLong(row -> row.row().heldPoints()).sum())
            .as(name)
            .isEqualTo(account.purse().held());
        Chain chain = Chain.START;
        long place = 0;
        for (AccountEntry row : rows) {
          place++;
          chain = AccountEntry.link(chain, account.id(), place, row.row(), row.holdId());
        }
        assertThat(account.entries()).as(name).isEqualTo(place);
        if (place > 0) {
          assertThat(account.chain()).as(name).isEqualTo(chain);
        }
      }
    }

    private long available(int which) {
      return model.get(which).points
          - open.values().stream()
              .filter(hold -> hold.owner() == which)
              .mapToLong(CountedHold::points)
              .sum();
    }

    private int owner(int which) {
      int owner = which;
      while (model.get(owner).target != Counted.NONE) {
        owner = model.get(owner).target;
      }
      return owner;
    }

    private int owner(PointsHold hold) {
      return owner(hold.accountId());
    }

    private int owner(String accountId) {
      for (int i = 0; i < ACCOUNTS; i++) {
        if (accounts.get(i).id().equals(accountId)) {
          return owner(i);
        }
      }
      throw new AssertionError("no such account");
    }

    private Moment moment() {
      return new Moment(now, null, ids::next);
    }
  }
}
