package io.poshub.engine.giftcard;

import io.poshub.engine.giftcard.CardCode.CodeHash;
import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.LockOrder;
import io.poshub.engine.lane.RowSet;
import io.poshub.engine.sql.Writes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The cards of one batch, locked, with their open holds and what else was claimed of them: whoever
 * has the lock of a card has that of its holds and ledger. One thread.
 */
final class CardSet implements RowSet {
  static final Kind<CardSet> KIND = new Kind<>(LockOrder.GIFT_CARDS, CardSet::new);

  private final Set<String> claimedIds = new LinkedHashSet<>();
  private final Set<CodeHash> claimedHashes = new LinkedHashSet<>();
  private final Set<String> claimedHolds = new LinkedHashSet<>();
  private final Set<String> claimedEntries = new LinkedHashSet<>();
  private final Map<String, CardState> byId = new HashMap<>();
  private final Map<CodeHash, String> idByHash = new HashMap<>();
  private final Map<String, CardHold> holds = new LinkedHashMap<>();
  private final Map<String, PastEntry> past = new HashMap<>();
  private final Map<String, CardState> added = new LinkedHashMap<>();
  private final Set<String> changed = new LinkedHashSet<>();
  private final Set<String> changedHolds = new LinkedHashSet<>();
  private final List<CardEntry> entries = new ArrayList<>();
  private final List<StatusNote> notes = new ArrayList<>();

  void claim(CardRef ref, Batch batch) {
    switch (ref) {
      case CardRef.ById(String id) -> claimedIds.add(id);
      case CardRef.ByCode(CardCode code) -> claim(code.hash(batch.tenant().cardKey()));
    }
  }

  void claim(CodeHash hash) {
    claimedHashes.add(hash);
  }

  void claimHold(String id) {
    claimedHolds.add(id);
  }

  void claimEntry(String id) {
    claimedEntries.add(id);
  }

  Optional<CardState> find(CardRef ref, Batch batch) {
    return switch (ref) {
      case CardRef.ById(String id) -> Optional.ofNullable(byId.get(id));
      case CardRef.ByCode(CardCode code) -> find(code.hash(batch.tenant().cardKey()));
    };
  }

  Optional<CardState> find(CodeHash hash) {
    return Optional.ofNullable(idByHash.get(hash)).map(byId::get);
  }

  Optional<CardHold> hold(String id) {
    return Optional.ofNullable(holds.get(id));
  }

  /** The card's open holds, and perhaps some that are not. */
  Collection<CardHold> holdsOf(String cardId) {
    if (holds.isEmpty()) {
      return List.of();
    }
    return holds.values().stream().filter(hold -> hold.cardId().equals(cardId)).toList();
  }

  Optional<PastEntry> past(String entryId) {
    return Optional.ofNullable(past.get(entryId));
  }

  /** Takes over a decision. */
  void apply(CardDecision.Changed decision) {
    change(decision.card());
    entries.add(decision.entry());
    CardHold hold = decision.hold();
    if (hold != null) {
      holds.put(hold.id(), hold);
      changedHolds.add(hold.id());
    }
    String reversed = decision.entry().row().reversesId();
    if (reversed != null) {
      past.computeIfPresent(reversed, (_, entry) -> entry.nowReversed());
    }
  }

  /** Takes over a new status. */
  void restate(CardState card) {
    change(card);
  }

  void note(StatusNote note) {
    notes.add(note);
  }

  @Override
  public void load(Connection connection, Batch batch) throws SQLException {
    CardRows rows = new CardRows(connection, batch.tenant().currency());
    rows.lock(claimedIds, claimedHashes).forEach(this::loaded);
    List<String> withHolds =
        byId.values().stream()
            .filter(card -> !card.held().isZero())
            .map(CardState::id)
            .sorted()
            .toList();
    HoldRows holdRows = new HoldRows(connection);
    holdRows.find(withHolds, claimedHolds).forEach(hold -> holds.put(hold.id(), hold));
    new EntryRows(connection, batch.tenant().currency())
        .past(claimedEntries)
        .forEach(entry -> past.put(entry.entry().row().id(), entry));
  }

  @Override
  public void flush(Writes writes, Batch batch) {
    CardRows.insert(writes, added.values());
    CardRows.update(writes, changed.stream().map(byId::get).toList());
    HoldRows.write(writes, changedHolds.stream().map(holds::get).toList(), batch.now());
    EntryRows.insert(writes, entries);
    EntryRows.insertNotes(writes, notes);
  }

  private void change(CardState card) {
    boolean isNew = byId.put(card.id(), card) == null;
    idByHash.put(card.codeHash(), card.id());
    if (isNew || added.containsKey(card.id())) {
      added.put(card.id(), card);
    } else {
      changed.add(card.id());
    }
  }

  private void loaded(CardState card) {
    byId.put(card.id(), card);
    idByHash.put(card.codeHash(), card.id());
  }
}
