package io.poshub.engine.giftcard;

import io.poshub.engine.giftcard.CardCode.CodeHash;
import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.LockOrder;
import io.poshub.engine.lane.RowSet;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The cards of one batch, locked. One thread. */
final class CardSet implements RowSet {
  static final Kind<CardSet> KIND = new Kind<>(LockOrder.GIFT_CARDS, CardSet::new);

  private final Set<String> claimedIds = new LinkedHashSet<>();
  private final Set<CodeHash> claimedHashes = new LinkedHashSet<>();
  private final Map<String, CardState> byId = new HashMap<>();
  private final Map<CodeHash, String> idByHash = new HashMap<>();
  private final Map<String, CardState> added = new LinkedHashMap<>();
  private final Set<String> changed = new LinkedHashSet<>();
  private final List<CardEntry> entries = new ArrayList<>();

  void claim(CardRef ref, Batch batch) {
    switch (ref) {
      case CardRef.ById(String id) -> claimedIds.add(id);
      case CardRef.ByCode(CardCode code) -> claim(code.hash(batch.tenant().cardKey()));
    }
  }

  void claim(CodeHash hash) {
    claimedHashes.add(hash);
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

  /** Takes over a decision. */
  void apply(CardDecision.Changed decision) {
    CardState card = decision.card();
    boolean isNew = byId.put(card.id(), card) == null;
    idByHash.put(card.codeHash(), card.id());
    if (isNew || added.containsKey(card.id())) {
      added.put(card.id(), card);
    } else {
      changed.add(card.id());
    }
    entries.add(decision.entry());
  }

  @Override
  public void load(Connection connection, Batch batch) throws SQLException {
    CardRows rows = new CardRows(connection, batch.tenant().currency());
    rows.lock(claimedIds, claimedHashes).forEach(this::loaded);
  }

  @Override
  public void flush(Connection connection, Batch batch) throws SQLException {
    CardRows rows = new CardRows(connection, batch.tenant().currency());
    rows.insert(List.copyOf(added.values()));
    rows.update(changed.stream().map(byId::get).toList());
    rows.insertEntries(entries);
  }

  private void loaded(CardState card) {
    byId.put(card.id(), card);
    idByHash.put(card.codeHash(), card.id());
  }
}
