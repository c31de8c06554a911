package io.poshub.engine.giftcard;

import io.poshub.engine.giftcard.CardCode.CodeHash;
import io.poshub.protocol.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pure rules, driven as a command drives them, with everything they have written. */
final class CardUnderTest {
  static final Currency GBP = Currency.getInstance("GBP");

  final List<CardEntry> entries = new ArrayList<>();
  final Map<String, CardHold> holds = new HashMap<>();
  private final Map<Integer, String> holdIds = new HashMap<>();
  private final List<PastEntry> booked = new ArrayList<>();
  private int ids;
  private Instant now;
  private LocalDate today;
  CardState card;

  CardUnderTest(long initial, Instant now, LocalDate today, @Nullable LocalDate expiresOn) {
    this.now = now;
    this.today = today;
    CardDecision.Changed issued =
        CardRules.activate(
            "card",
            new CodeHash("00"),
            new NewCard(
                CardCode.of("PROPERTY1").orElseThrow(),
                gbp(initial),
                expiresOn,
                new CardState.Issue(null, null, null)),
            moment());
    this.card = issued.card();
    entries.add(issued.entry());
  }

  static Money gbp(long minor) {
    return new Money(minor, GBP);
  }

  void timePasses(Instant to, LocalDate newDate) {
    now = to;
    today = newDate;
  }

  void settle() {
    CardStatusRules.settle(card, holds.values(), moment()).forEach(this::take);
  }

  String redeem(long amount, boolean partial) {
    return book(
        CardRules.redeem(
            card, new Redemption(gbp(amount), partial, null, null, null, null), moment()));
  }

  String load(long amount) {
    return book(CardRules.load(card, gbp(amount), Remark.NONE, moment()));
  }

  String adjust(long amount) {
    return take(CardRules.adjust(card, gbp(amount), "correction", Remark.NONE, moment()));
  }

  String hold(int name, long amount, boolean partial, Duration lifetime) {
    CardDecision decision =
        CardRules.hold(card, new HoldWish(gbp(amount), partial, lifetime, Remark.NONE), moment());
    if (decision instanceof CardDecision.Changed(var _, CardEntry entry, CardHold hold)
        && hold != null) {
      holdIds.put(name, hold.id());
      take(decision);
      return "held " + entry.row().heldAmount().minor();
    }
    return take(decision);
  }

  String capture(int name, long amount) {
    CardHold hold = named(name);
    return hold == null
        ? "hold unknown"
        : book(CardRules.capture(card, hold, gbp(amount), Remark.NONE, moment()));
  }

  String release(int name) {
    CardHold hold = named(name);
    return hold == null
        ? "hold unknown"
        : take(CardRules.release(card, hold, Remark.NONE, moment()));
  }

  String reverse(int which, long amount) {
    CardDecision decision =
        CardRules.reverse(card, booked.get(which), gbp(amount), "mistake", Remark.NONE, moment());
    if (decision instanceof CardDecision.Changed) {
      booked.set(which, booked.get(which).nowReversed());
    }
    return take(decision);
  }

  String block() {
    return take(CardStatusRules.block(card, moment()));
  }

  String unblock() {
    return take(CardStatusRules.unblock(card, moment()));
  }

  String deactivate() {
    return take(CardStatusRules.deactivate(card, moment()));
  }

  private @Nullable CardHold named(int name) {
    String id = holdIds.get(name);
    return id == null ? null : holds.get(id);
  }

  private String book(CardDecision decision) {
    if (decision instanceof CardDecision.Changed changed) {
      booked.add(new PastEntry(changed.entry(), false));
    }
    return take(decision);
  }

  private String take(CardDecision decision) {
    return switch (decision) {
      case CardDecision.Refused(CardRefusal refusal) -> word(refusal);
      case CardDecision.Restated(CardState after) -> {
        card = after;
        yield "restated";
      }
      case CardDecision.Changed(CardState after, CardEntry entry, CardHold hold) -> {
        card = after;
        entries.add(entry);
        if (hold != null) {
          holds.put(hold.id(), hold);
        }
        yield "moved " + entry.row().amount().minor();
      }
    };
  }

  private Moment moment() {
    return new Moment(now, today, null, () -> "id" + ids++);
  }

  private static String word(CardRefusal refusal) {
    return switch (refusal) {
      case CardRefusal.Insufficient _ -> "insufficient";
      default ->
          refusal
              .getClass()
              .getSimpleName()
              .replaceAll("(?<=.)(?=[A-Z])", " ")
              .toLowerCase(Locale.ROOT);
    };
  }
}
