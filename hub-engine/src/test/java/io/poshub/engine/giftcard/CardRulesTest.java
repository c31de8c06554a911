package io.poshub.engine.giftcard;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.ledger.Chain;
import io.poshub.engine.ledger.Hold;
import io.poshub.protocol.Money;
import io.poshub.testing.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The rules alone: any sequence of wishes does what the model does and keeps the invariants. */
class CardRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final LocalDate TODAY = LocalDate.parse("2026-11-21");
  private static final int ROUNDS = 2_000;
  private static final int WISHES = 40;

  @Test
  void anySequenceOfWishesDoesWhatTheModelDoes() {
    RandomGenerator random = Seeds.random("CardRulesTest");
    for (int round = 0; round < ROUNDS; round++) {
      long initial = 1 + random.nextLong(10_000);
      LocalDate lastDay = random.nextInt(3) == 0 ? TODAY.plusDays(random.nextInt(3)) : null;
      CardUnderTest card = new CardUnderTest(initial, NOW, TODAY, lastDay);
      CardModel model =
          new CardModel(
              initial,
              TODAY.toEpochDay(),
              lastDay == null ? Long.MAX_VALUE : lastDay.toEpochDay(),
              NOW);
      play(card, model, random);
    }
  }

  private static void play(CardUnderTest card, CardModel model, RandomGenerator random) {
    Instant now = NOW;
    StringBuilder story = new StringBuilder();
    for (int i = 0; i < WISHES; i++) {
      if (random.nextInt(3) == 0) {
        now = now.plusSeconds(random.nextLong(20_000));
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        card.timePasses(now, today);
        model.timePasses(now, today.toEpochDay());
      }
      card.settle();
      model.settle();
      wish(card, model, random, now, story);
      card.settle();
      model.settle();
      check(card, model, story);
    }
    checkLedger(card, story);
  }

  private static void wish(
      CardUnderTest card,
      CardModel model,
      RandomGenerator random,
      Instant now,
      StringBuilder story) {
    long amount = 1 + random.nextLong(4_000);
    boolean partial = random.nextBoolean();
    int fresh = model.holdsMade();
    int name = random.nextInt(fresh + 1);
    int wish = random.nextInt(100);
    story.append('\n').append(wish).append(' ').append(amount).append(' ').append(name);
    if (wish < 20) {
      same(card.redeem(amount, partial), model.redeem(amount, partial), story);
    } else if (wish < 30) {
      same(card.load(amount), model.load(amount), story);
    } else if (wish < 36) {
      long signed = random.nextBoolean() ? amount : -amount;
      same(card.adjust(signed), model.adjust(signed), story);
    } else if (wish < 56) {
      Duration lifetime = Duration.ofSeconds(1 + random.nextLong(86_400));
      same(
          card.hold(fresh, amount, partial, lifetime),
          model.hold(fresh, amount, partial, now.plus(lifetime)),
          story);
    } else if (wish < 70) {
      same(card.capture(name, amount), model.capture(name, amount), story);
    } else if (wish < 78) {
      same(card.release(name), model.release(name), story);
    } else if (wish < 92) {
      reverse(card, model, random, amount, story);
    } else if (wish < 95) {
      same(card.block(), model.block(), story);
    } else if (wish < 99) {
      same(card.unblock(), model.unblock(), story);
    } else {
      same(card.deactivate(), model.deactivate(), story);
    }
  }

  private static void reverse(
      CardUnderTest card,
      CardModel model,
      RandomGenerator random,
      long amount,
      StringBuilder story) {
    if (model.bookings() > 0) {
      int which = random.nextInt(model.bookings());
      same(card.reverse(which, amount), model.reverse(which, amount), story);
    }
  }

  private static void same(String done, String expected, StringBuilder story) {
    assertThat(done).as("after%s", story).isEqualTo(expected);
    story.append(" = ").append(done);
  }

  private static void check(CardUnderTest under, CardModel model, StringBuilder story) {
    CardState card = under.card;
    assertThat(card.balance().minor()).as("after%s", story).isEqualTo(model.balance());
    assertThat(card.held().minor()).as("after%s", story).isEqualTo(model.held());
    assertThat(card.status().name().toLowerCase(Locale.ROOT)).isEqualTo(model.status());
    assertThat(card.held().minor()).isBetween(0L, card.balance().minor());
    long open =
        under.holds.values().stream()
            .filter(CardHold::isOpen)
            .mapToLong(hold -> hold.hold().amount())
            .sum();
    assertThat(open).isEqualTo(card.held().minor());
  }

  private static void checkLedger(CardUnderTest under, StringBuilder story) {
    Money balance = CardUnderTest.gbp(0);
    Money held = CardUnderTest.gbp(0);
    Chain chain = Chain.START;
    long number = 0;
    for (CardEntry entry : under.entries) {
      assertThat(entry.entry()).isEqualTo(++number);
      assertThat(entry.row().balanceBefore()).isEqualTo(balance);
      balance = balance.plus(entry.row().amount());
      held = held.plus(entry.row().heldAmount());
      chain = entry.linkedTo(chain);
      assertThat(entry.chain()).isEqualTo(chain);
    }
    assertThat(under.card.balance()).as("after%s", story).isEqualTo(balance);
    assertThat(under.card.held()).isEqualTo(held);
    assertThat(under.card.entries()).isEqualTo(number);
    assertThat(under.card.chain()).isEqualTo(chain);
    for (CardHold hold : under.holds.values()) {
      checkHold(under, hold);
    }
  }

  /** The rows of a hold cancel out once it is resolved, and take what was captured. */
  private static void checkHold(CardUnderTest under, CardHold hold) {
    long held = 0;
    long taken = 0;
    for (CardEntry entry : under.entries) {
      if (hold.id().equals(entry.holdId())) {
        held += entry.row().heldAmount().minor();
        taken -= entry.row().amount().minor();
      }
    }
    assertThat(held).isEqualTo(hold.isOpen() ? hold.hold().amount() : 0);
    assertThat(taken)
        .isEqualTo(hold.hold().status() == Hold.Status.CAPTURED ? hold.hold().capturedAmount() : 0);
  }
}
