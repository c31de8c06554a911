package io.poshub.engine.giftcard;

import static io.poshub.engine.verify.Difference.Subject.CARD;
import static java.util.Objects.requireNonNullElse;

import io.poshub.engine.ledger.Chain;
import io.poshub.engine.verify.Difference;
import io.poshub.protocol.Money;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One card's rows added up, in their order. One thread. */
final class CardTally {
  private final CardState card;
  private final Consumer<Difference> found;
  private final Map<String, HoldSum> holds = new HashMap<>();
  private long balance;
  private long held;
  private long rows;
  private @Nullable Chain chain;

  /** What the rows of a hold come to. */
  private record HoldSum(long held, long taken) {
    static final HoldSum NONE = new HoldSum(0, 0);
  }

  CardTally(CardState card, Consumer<Difference> found) {
    this.card = card;
    this.found = found;
  }

  void add(CardEntry entry) {
    rows++;
    if (entry.entry() != rows) {
      found.accept(broken(entry, Difference.Fault.GAP));
      rows = entry.entry();
    }
    if (entry.row().balanceBefore().minor() != balance) {
      found.accept(broken(entry, Difference.Fault.BALANCE));
    }
    balance += entry.row().amount().minor();
    held += entry.row().heldAmount().minor();
    link(entry);
    String holdId = entry.holdId();
    if (holdId != null) {
      holds.merge(
          holdId,
          new HoldSum(entry.row().heldAmount().minor(), -entry.row().amount().minor()),
          (sum, more) -> new HoldSum(sum.held + more.held, sum.taken + more.taken));
    }
  }

  /** Says what the card and its holds are not. */
  void compare(List<CardHold> stored) {
    figure("balance", card.balance().text(), money(balance));
    figure("held", card.held().text(), money(held));
    figure("entries", Long.toString(card.entries()), Long.toString(rows));
    figure("chain", hex(card.chain()), hex(chain));
    for (CardHold hold : stored) {
      HoldSum sum = requireNonNullElse(holds.remove(hold.id()), HoldSum.NONE);
      hold(hold.id(), expected(hold), sum);
    }
    holds.forEach((id, sum) -> hold(id, HoldSum.NONE, sum));
  }

  /** After a break goes on from what is stored, so that one changed row is one difference. */
  private void link(CardEntry entry) {
    Chain before = requireNonNullElse(chain, Chain.START);
    boolean isOlderThanChains = entry.chain() == null && chain == null;
    if (!isOlderThanChains && !entry.linkedTo(before).equals(entry.chain())) {
      found.accept(broken(entry, Difference.Fault.CHAIN));
    }
    if (entry.chain() != null) {
      chain = entry.chain();
    }
  }

  private static HoldSum expected(CardHold hold) {
    return switch (hold.hold().status()) {
      case OPEN -> new HoldSum(hold.hold().amount(), 0);
      case CAPTURED -> new HoldSum(0, hold.hold().capturedAmount());
      case RELEASED, EXPIRED -> HoldSum.NONE;
    };
  }

  private void hold(String id, HoldSum stored, HoldSum computed) {
    if (!stored.equals(computed)) {
      found.accept(new Difference.WrongHold(CARD, card.id(), id, words(stored), words(computed)));
    }
  }

  private void figure(String field, String stored, String computed) {
    if (!stored.equals(computed)) {
      found.accept(new Difference.WrongFigure(CARD, card.id(), field, stored, computed));
    }
  }

  private Difference broken(CardEntry entry, Difference.Fault fault) {
    return new Difference.BrokenRow(CARD, card.id(), entry.entry(), fault);
  }

  private String words(HoldSum sum) {
    return "held " + money(sum.held) + ", captured " + money(sum.taken);
  }

  private String money(long minor) {
    return new Money(minor, card.balance().currency()).text();
  }

  private static String hex(@Nullable Chain chain) {
    return chain == null ? "none" : chain.hex();
  }
}
