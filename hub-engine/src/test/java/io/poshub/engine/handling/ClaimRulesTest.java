package io.poshub.engine.handling;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.protocol.order.OrderSource;
import io.poshub.protocol.order.OrderStatus;
import io.poshub.protocol.order.PrintStatus;
import io.poshub.testing.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of who may print, by example and over random histories. */
class ClaimRulesTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final List<String> TERMINALS = List.of("t1", "t2", "t3");
  private static final int HISTORIES = 500;
  private static final int STEPS = 120;

  @Test
  void aRepeatByTheHolderRenewsUnderTheSameFence() {
    Handling claimed = done(Handling.NONE, claim("t1", 60), NOON);
    Handling renewed = done(claimed, claim("t1", 60), NOON.plusSeconds(30));

    assertThat(renewed.lease()).isEqualTo(new Lease("t1", 1, NOON.plusSeconds(90)));
  }

  @Test
  void whoHoldsALiveLeaseKeepsOthersOutUntilItLapses() {
    Handling claimed = done(Handling.NONE, claim("t1", 60), NOON);

    assertThat(decide(claimed, claim("t2", 60), NOON.plusMillis(59_999)))
        .isEqualTo(new HandlingDecision.AlreadyClaimed("t1", NOON.plusSeconds(60)));
    assertThat(done(claimed, claim("t2", 60), NOON.plusSeconds(60)).lease())
        .isEqualTo(new Lease("t2", 2, NOON.plusSeconds(120)));
  }

  @Test
  void aLapsedClaimIsNotShown() {
    Handling claimed = done(Handling.NONE, claim("t1", 60), NOON);

    assertThat(claimed.shown(NOON).claim()).isNotNull();
    assertThat(claimed.shown(NOON).print().status()).isEqualTo(PrintStatus.PRINTING.wire());
    assertThat(claimed.shown(NOON.plusSeconds(60)).claim()).isNull();
    assertThat(claimed.shown(NOON.plusSeconds(60)).print().status())
        .isEqualTo(PrintStatus.NONE.wire());
  }

  @Test
  void aPrintIsCountedOnceHoweverLateItIsRepeated() {
    Handling claimed = done(Handling.NONE, claim("t1", 60), NOON);
    Handling printed = done(claimed, new HandlingWish.Printed("t1", 1), NOON.plusSeconds(5));

    assertThat(printed.prints().count()).isEqualTo(1);
    assertThat(printed.shown(NOON.plusSeconds(5)).claim()).isNull();
    assertThat(decide(printed, new HandlingWish.Printed("t1", 1), NOON.plusSeconds(999)))
        .isEqualTo(new HandlingDecision.Repeated());
    assertThat(decide(printed, new HandlingWish.Printed("t2", 1), NOON.plusSeconds(6)))
        .isEqualTo(new HandlingDecision.StaleFence());
    assertThat(decide(printed, claim("t1", 60), NOON.plusSeconds(6)))
        .isEqualTo(new HandlingDecision.AlreadyClaimed("t1", null));
  }

  @Test
  void whoIsLateIsToldSo() {
    Handling claimed = done(Handling.NONE, claim("t1", 60), NOON);
    Instant late = NOON.plusSeconds(60);

    assertThat(decide(claimed, new HandlingWish.Printed("t1", 1), late))
        .isEqualTo(new HandlingDecision.StaleFence());
    assertThat(decide(claimed, new HandlingWish.Release("t1", 1), late))
        .isEqualTo(new HandlingDecision.StaleFence());
  }

  @Test
  void aReleasedOrderIsFreeAtOnce() {
    Handling claimed = done(Handling.NONE, claim("t1", 600), NOON);
    Handling released = done(claimed, new HandlingWish.Release("t1", 1), NOON.plusSeconds(1));

    assertThat(done(released, claim("t2", 60), NOON.plusSeconds(1)).lease().fence()).isEqualTo(2);
    assertThat(decide(released, new HandlingWish.Release("t1", 1), NOON.plusSeconds(1)))
        .isEqualTo(new HandlingDecision.StaleFence());
  }

  @Test
  void aReprintCountsAndIsMarkedFromTheSecondPrintOn() {
    Handling once = done(Handling.NONE, new HandlingWish.Reprint("t1"), NOON);
    Handling twice = done(once, new HandlingWish.Reprint("t2"), NOON);

    assertThat(once.shown(NOON).print().reprint()).isNull();
    assertThat(twice.shown(NOON).print().reprint()).isTrue();
    assertThat(twice.prints().count()).isEqualTo(2);
  }

  @Test
  void walkInOrdersAreNotClaimed() {
    assertThat(
            ClaimRules.decide(
                new ClaimRules.Subject(OrderSource.POS, OrderStatus.ACCEPTED, Handling.NONE, false),
                claim("t1", 60),
                NOON))
        .isEqualTo(new HandlingDecision.NotClaimable());
  }

  @ParameterizedTest
  @EnumSource(OrderStatus.class)
  void whatIsOverIsNotClaimed(OrderStatus status) {
    HandlingDecision decision =
        ClaimRules.decide(
            new ClaimRules.Subject(OrderSource.WEB, status, Handling.NONE, false),
            claim("t1", 60),
            NOON);

    assertThat(decision instanceof HandlingDecision.NotClaimable).isEqualTo(status.isOver());
  }

  @Test
  void theFirstLookIsToldAndTheOthersOnlyNoted() {
    Handling seen = done(Handling.NONE, new HandlingWish.Seen("t1"), NOON);

    assertThat(seen.ack().seenBy()).isEqualTo("t1");
    assertThat(decide(seen, new HandlingWish.Seen("t2"), NOON.plusSeconds(1)))
        .isEqualTo(new HandlingDecision.Done(seen, HistoryAction.SEEN, false));
    assertThat(
            ClaimRules.decide(
                new ClaimRules.Subject(OrderSource.WEB, OrderStatus.PENDING, seen, true),
                new HandlingWish.Seen("t1"),
                NOON.plusSeconds(1)))
        .isEqualTo(new HandlingDecision.Repeated());
  }

  @Test
  void overAnyHistoryFencesGrowOneHoldsAndPrintsAreCountedOnce() {
    RandomGenerator random = Seeds.random("claim histories");
    for (int history = 0; history < HISTORIES; history++) {
      new Model(random).run();
    }
  }

  /** One order and what must be true of it, kept apart from the rules. */
  private static final class Model {
    private final RandomGenerator random;
    private final List<Long> fences = new ArrayList<>();
    private final Set<String> countedPrints = new HashSet<>();
    private Handling handling = Handling.NONE;
    private Instant now = NOON;
    private String holder = "";
    private Instant heldUntil = NOON;
    private int prints;

    private Model(RandomGenerator random) {
      this.random = random;
    }

    private void run() {
      for (int step = 0; step < STEPS; step++) {
        now = now.plusMillis(random.nextInt(20_000));
        String terminal = TERMINALS.get(random.nextInt(TERMINALS.size()));
        long fence = Math.max(1, handling.lease().fence() - random.nextInt(3) + 1);
        HandlingWish wish =
            switch (random.nextInt(10)) {
              case 0, 1, 2, 3, 4 -> claim(terminal, 1 + random.nextInt(40));
              case 5, 6 -> new HandlingWish.Printed(terminal, fence);
              case 7, 8 -> new HandlingWish.Release(terminal, fence);
              default -> new HandlingWish.Reprint(terminal);
            };
        check(wish, decide(handling, wish, now));
      }
    }

    private void check(HandlingWish wish, HandlingDecision decision) {
      boolean held = now.isBefore(heldUntil);
      boolean mine = held && wish.terminal().equals(holder);
      switch (wish) {
        case HandlingWish.Claim claim -> claimed(claim, decision, held, mine);
        case HandlingWish.Printed(String terminal, long fence) -> {
          boolean repeated = countedPrints.contains(terminal + "/" + fence);
          boolean first = mine && fence == lastFence();
          assertThat(decision instanceof HandlingDecision.StaleFence)
              .isEqualTo(!repeated && !first);
          if (first && !repeated) {
            prints++;
            countedPrints.add(terminal + "/" + fence);
            heldUntil = now;
          }
        }
        case HandlingWish.Release(String _, long fence) -> {
          boolean yes = mine && fence == lastFence();
          assertThat(decision instanceof HandlingDecision.Done).isEqualTo(yes);
          heldUntil = yes ? now : heldUntil;
        }
        case HandlingWish.Reprint _ -> prints++;
        case HandlingWish.Seen _ -> throw new AssertionError("not drawn");
      }
      if (decision instanceof HandlingDecision.Done(Handling after, var _, boolean _)) {
        handling = after;
      }
      assertThat(handling.prints().count()).isEqualTo(prints);
      assertThat(handling.lease().isLive(now)).isEqualTo(now.isBefore(heldUntil));
      assertThat(countedPrints).hasSizeLessThanOrEqualTo(1);
    }

    private void claimed(
        HandlingWish.Claim wish, HandlingDecision decision, boolean held, boolean mine) {
      if (prints > 0 || (held && !mine)) {
        assertThat(decision).isInstanceOf(HandlingDecision.AlreadyClaimed.class);
        return;
      }
      assertThat(decision).isInstanceOf(HandlingDecision.Done.class);
      Lease lease = ((HandlingDecision.Done) decision).after().lease();
      if (mine) {
        assertThat(lease.fence()).isEqualTo(lastFence());
      } else {
        assertThat(lease.fence()).isGreaterThan(lastFence());
        fences.add(lease.fence());
      }
      holder = wish.terminal();
      heldUntil = now.plus(wish.lease());
      assertThat(lease.terminal()).isEqualTo(holder);
      assertThat(lease.expiresAt()).isEqualTo(heldUntil);
    }

    private long lastFence() {
      return fences.isEmpty() ? 0 : fences.getLast();
    }
  }

  private static HandlingWish.Claim claim(String terminal, int seconds) {
    return new HandlingWish.Claim(terminal, Duration.ofSeconds(seconds));
  }

  private static HandlingDecision decide(Handling handling, HandlingWish wish, Instant now) {
    return ClaimRules.decide(
        new ClaimRules.Subject(OrderSource.WEB, OrderStatus.PENDING, handling, false), wish, now);
  }

  private static Handling done(Handling handling, HandlingWish wish, Instant now) {
    HandlingDecision decision = decide(handling, wish, now);
    assertThat(decision).isInstanceOf(HandlingDecision.Done.class);
    return ((HandlingDecision.Done) decision).after();
  }
}
