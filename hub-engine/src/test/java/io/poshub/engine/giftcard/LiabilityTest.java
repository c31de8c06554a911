package io.poshub.engine.giftcard;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.EngineFixture;
import io.poshub.engine.lane.Command;
import io.poshub.engine.settings.Settings;
import io.poshub.engine.tenant.Tenant;
import io.poshub.engine.tenant.TenantPatch;
import io.poshub.protocol.Money;
import io.poshub.protocol.giftcard.GiftCardHold;
import io.poshub.protocol.giftcard.GiftCardTransaction;
import io.poshub.testing.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The statement of every day of a random history adds up, and follows from the day before. */
class LiabilityTest {
  private static final Currency GBP = Currency.getInstance("GBP");
  private static final int STEPS = 300;
  private static final int CARDS = 6;

  @ParameterizedTest
  @CsvSource({
    "Europe/London,00:00",
    "Asia/Tokyo,04:30",
    "America/Los_Angeles,00:00",
    "Pacific/Apia,03:00"
  })
  void everyDayAddsUpAndFollowsFromTheDayBefore(String zone, LocalTime dayEnds) {
    try (EngineFixture engine = EngineFixture.create()) {
      engine.newTenant("sum");
      Tenant tenant =
          engine
              .tenants
              .change("sum", new TenantPatch(null, ZoneId.of(zone), null, null))
              .orElseThrow();
      RandomGenerator random = Seeds.random("LiabilityTest " + zone);
      Settings settings = settings(dayEnds);
      LocalDate first = settings.businessDate(engine.clock.instant(), tenant.timeZone());

      History history = new History(engine, tenant, random);
      for (int i = 0; i < STEPS; i++) {
        history.step();
      }

      LocalDate last = settings.businessDate(engine.clock.instant(), tenant.timeZone());
      Money opening = gbp(0);
      for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
        Liability stated = engine.giftCards.liability(tenant, settings, day);
        Instant start = settings.dayStart(day, tenant.timeZone());
        Instant end = settings.dayStart(day.plusDays(1), tenant.timeZone());
        assertThat(stated.opening()).isEqualTo(opening);
        assertThat(stated).isEqualTo(history.expected(day, start, end));
        opening = stated.closing();
      }
      assertThat(opening).isEqualTo(history.total());
      assertThat(engine.verification.run(tenant).differences()).isEmpty();
    }
  }

  @Test
  void aDayWithoutCardsIsZero() {
    try (EngineFixture engine = EngineFixture.create()) {
      Tenant tenant = engine.newTenant("none");

      Liability stated =
          engine.giftCards.liability(tenant, Settings.DEFAULTS, LocalDate.parse("2026-11-21"));

      assertThat(stated.closing()).isEqualTo(gbp(0));
      assertThat(stated.cards()).isZero();
    }
  }

  private static Settings settings(LocalTime dayEnds) {
    Settings base = Settings.DEFAULTS;
    return new Settings(
        base.acceptWithinS(),
        base.escalation(),
        base.onOverdue(),
        base.mode(),
        base.busyDelayMinutes(),
        base.requireIdempotencyKey(),
        base.eventRetentionDays(),
        base.prepMinutes(),
        dayEnds,
        base.pointsPerUnit());
  }

  private static Money gbp(long minor) {
    return new Money(minor, GBP);
  }

  /** Random calls on a few cards over some days. */
  private static final class History {
    private final EngineFixture engine;
    private final Tenant tenant;
    private final RandomGenerator random;
    private final List<CardRef> cards = new ArrayList<>();
    private final Map<CardRef, List<GiftCardHold>> holds = new HashMap<>();
    private int codes;

    History(EngineFixture engine, Tenant tenant, RandomGenerator random) {
      this.engine = engine;
      this.tenant = tenant;
      this.random = random;
    }

    void step() {
      if (random.nextInt(3) == 0) {
        engine.clock.advance(Duration.ofMinutes(1 + random.nextInt(600)));
        if (random.nextBoolean()) {
          engine.timers.fireDue();
        }
      }
      if (cards.size() < CARDS || random.nextInt(20) == 0) {
        issue();
      } else {
        move(cards.get(random.nextInt(cards.size())));
      }
    }

    private void issue() {
      LocalDate today = LocalDate.ofInstant(engine.clock.instant(), tenant.timeZone());
      LocalDate expiresOn = random.nextBoolean() ? today.plusDays(random.nextInt(4)) : null;
      NewCard card =
          new NewCard(
              CardCode.of("HISTORY" + codes++).orElseThrow(),
              amount(),
              expiresOn,
              new CardState.Issue(null, null, null));
      CardOutcome.Issued issued = (CardOutcome.Issued) engine.giftCards.issue(tenant, card);
      cards.add(new CardRef.ById(issued.card().id()));
    }

    private void move(CardRef card) {
      switch (random.nextInt(6)) {
        case 0 -> run(new LoadCard(card, amount(), Remark.NONE));
        case 1 -> {
          Money amount = random.nextBoolean() ? amount() : amount().negated();
          run(new AdjustCard(card, amount, "correction", Remark.NONE));
        }
        case 2 -> hold(card);
        case 3 -> endHold(card);
        case 4 -> reverse(card);
        default ->
            run(
                new RedeemCard(
                    card, new Redemption(amount(), true, null, null, null, Instant.EPOCH)));
      }
    }

    private void hold(CardRef card) {
      HoldWish wish =
          new HoldWish(amount(), true, Duration.ofMinutes(1 + random.nextInt(1_440)), Remark.NONE);
      if (run(new OpenHold(new CardAccess(card, null), wish)) instanceof CardOutcome.Held held) {
        holds.computeIfAbsent(card, _ -> new ArrayList<>()).add(held.hold());
      }
    }

    private void endHold(CardRef card) {
      List<GiftCardHold> open = holds.getOrDefault(card, List.of());
      if (!open.isEmpty()) {
        EndHold.How how =
            random.nextBoolean() ? new EndHold.How.Capture(null) : new EndHold.How.Release();
        run(new EndHold(card, open.removeLast().id(), how, Remark.NONE));
      }
    }

    private void reverse(CardRef card) {
      List<GiftCardTransaction> rows = rows(card);
      GiftCardTransaction row = rows.get(random.nextInt(rows.size()));
      run(new ReverseEntry(card, row.id(), null, "mistake", Remark.NONE));
    }

    private CardOutcome run(Command<CardOutcome> command) {
      return engine.lanes.call(tenant, command);
    }

    private List<GiftCardTransaction> rows(CardRef card) {
      return engine.giftCards.transactions(tenant, card, null, 10_000).orElseThrow().items();
    }

    private Money amount() {
      return gbp(1 + random.nextLong(5_000));
    }

    /** The day added up once more, row by row. */
    Liability expected(LocalDate day, Instant start, Instant end) {
      Map<GiftCardTransaction.Type, Money> moved = new HashMap<>();
      Money opening = gbp(0);
      Money closing = gbp(0);
      long withBalance = 0;
      for (CardRef card : cards) {
        Money balance = gbp(0);
        for (GiftCardTransaction row : rows(card).reversed()) {
          if (!row.recordedAt().isBefore(end)) {
            break;
          }
          balance = balance.plus(row.amount());
          if (row.recordedAt().isBefore(start)) {
            opening = opening.plus(row.amount());
          } else {
            moved.merge(row.type(), row.amount(), Money::plus);
          }
        }
        closing = closing.plus(balance);
        withBalance += balance.isZero() ? 0 : 1;
      }
      return new Liability(
          day,
          GBP,
          opening,
          of(moved, GiftCardTransaction.Type.ACTIVATE),
          of(moved, GiftCardTransaction.Type.LOAD),
          of(moved, GiftCardTransaction.Type.REDEEM)
              .plus(of(moved, GiftCardTransaction.Type.CAPTURE))
              .negated(),
          of(moved, GiftCardTransaction.Type.REVERSE),
          of(moved, GiftCardTransaction.Type.ADJUST),
          of(moved, GiftCardTransaction.Type.EXPIRE).negated(),
          closing,
          withBalance);
    }

    Money total() {
      return cards.stream()
          .map(card -> engine.giftCards.find(tenant, card).orElseThrow().balance())
          .reduce(gbp(0), Money::plus);
    }

    private static Money of(
        Map<GiftCardTransaction.Type, Money> moved, GiftCardTransaction.Type type) {
      @Nullable Money sum = moved.get(type);
      return sum == null ? gbp(0) : sum;
    }
  }
}
