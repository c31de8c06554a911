package io.poshub.engine.giftcard;

import io.poshub.engine.tenant.Tenant;
import io.poshub.engine.verify.Audit;
import io.poshub.engine.verify.Difference;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Adds up every card's ledger and compares balance, held amount, holds and chain. Reads cards and
 * rows in pages, both in the order of their cards. One connection, one thread a run.
 */
public final class CardAudit implements Audit {
  private static final int PAGE_CARDS = 200;
  private static final int PAGE_ENTRIES = 2_000;

  @Override
  public Checked run(Connection snapshot, Tenant tenant, Consumer<Difference> found)
      throws SQLException {
    CardRows cards = new CardRows(snapshot, tenant.currency());
    Entries entries = new Entries(new EntryRows(snapshot, tenant.currency()));
    long checkedCards = 0;
    String after = "";
    for (List<CardState> page = cards.page(after, PAGE_CARDS);
        !page.isEmpty();
        page = cards.page(after, PAGE_CARDS)) {
      Map<String, List<CardHold>> holds = holds(snapshot, page);
      for (CardState card : page) {
        CardTally tally = new CardTally(card, found);
        entries.of(card.id(), tally);
        tally.compare(holds.getOrDefault(card.id(), List.of()));
      }
      checkedCards += page.size();
      after = page.getLast().id();
    }
    return new Checked(checkedCards, 0, entries.read);
  }

  private static Map<String, List<CardHold>> holds(Connection snapshot, List<CardState> cards)
      throws SQLException {
    Map<String, List<CardHold>> byCard = new HashMap<>();
    for (CardHold hold : new HoldRows(snapshot).all(cards.stream().map(CardState::id).toList())) {
      byCard.computeIfAbsent(hold.cardId(), _ -> new ArrayList<>()).add(hold);
    }
    return byCard;
  }

  /** The whole ledger, card by card, a page at a time. */
  private static final class Entries {
    private final EntryRows rows;
    private final Deque<CardEntry> page = new ArrayDeque<>();
    private String lastCard = "";
    private long lastEntry;
    private boolean ended;
    private long read;

    Entries(EntryRows rows) {
      this.rows = rows;
    }

    void of(String cardId, CardTally tally) throws SQLException {
      while (fill() && page.getFirst().cardId().compareTo(cardId) <= 0) {
        CardEntry entry = page.removeFirst();
        // A row of a card that is gone cannot be: a foreign key holds it.
        if (entry.cardId().equals(cardId)) {
          tally.add(entry);
          read++;
        }
      }
    }

    private boolean fill() throws SQLException {
      if (page.isEmpty() && !ended) {
        page.addAll(rows.page(lastCard, lastEntry, PAGE_ENTRIES));
        if (page.isEmpty()) {
          ended = true;
        } else {
          lastCard = page.getLast().cardId();
          lastEntry = page.getLast().entry();
        }
      }
      return !page.isEmpty();
    }
  }
}
