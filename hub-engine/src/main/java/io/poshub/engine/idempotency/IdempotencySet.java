package io.poshub.engine.idempotency;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.LockOrder;
import io.poshub.engine.lane.RowSet;
import io.poshub.engine.sql.SqlFailure;
import io.poshub.engine.sql.Writes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The keys of one batch. Claiming a key makes its row, and that is the lock: whoever comes second,
 * on whichever node, waits for the first transaction's end and then reads its answer. One thread.
 */
final class IdempotencySet implements RowSet {
  static final Kind<IdempotencySet> KIND =
      new Kind<>(LockOrder.IDEMPOTENCY_KEYS, IdempotencySet::new);

  private final Set<IdempotencyKey> claimed = new TreeSet<>();
  private final Set<IdempotencyKey> made = new TreeSet<>();
  private final Set<IdempotencyKey> heldElsewhere = new HashSet<>();
  private final Map<IdempotencyKey, SpentKey> spent = new HashMap<>();
  private final Map<IdempotencyKey, SpentKey> kept = new LinkedHashMap<>();

  void claim(IdempotencyKey key) {
    claimed.add(key);
  }

  /** Whether a transaction of another node has had the key for longer than anyone waits. */
  boolean isHeldElsewhere(IdempotencyKey key) {
    return heldElsewhere.contains(key);
  }

  /** The key's effect, of an earlier batch or earlier in this one. */
  Optional<SpentKey> spent(IdempotencyKey key) {
    return Optional.ofNullable(spent.get(key));
  }

  void keep(SpentKey key) {
    spent.put(key.key(), key);
    kept.put(key.key(), key);
  }

  @Override
  public void load(Connection connection, Batch batch) throws SQLException {
    IdempotencyRows rows = new IdempotencyRows(connection);
    List<IdempotencyKey> free = new ArrayList<>(claimed);
    try {
      make(rows, free, batch);
    } catch (SQLException e) {
      if (!SqlFailure.isLockTaken(e)) {
        throw e;
      }
      // Only the statement was undone. The others need not suffer for the key that is taken.
      for (IdempotencyKey key : claimed) {
        if (rows.isHeldElsewhere(key)) {
          heldElsewhere.add(key);
        }
      }
      free.removeAll(heldElsewhere);
      make(rows, free, batch);
    }
  }

  @Override
  public void flush(Writes writes, Batch batch) {
    AnswerSeal seal = new AnswerSeal(batch.tenant().cardKey());
    IdempotencyRows.keep(writes, kept.values(), seal, batch.now());
    made.removeAll(kept.keySet());
    IdempotencyRows.release(writes, made);
  }

  private void make(IdempotencyRows rows, Collection<IdempotencyKey> keys, Batch batch)
      throws SQLException {
    boolean allNew = rows.claim(keys, batch.now()) == keys.size();
    made.addAll(keys);
    if (!allNew) {
      for (SpentKey key : rows.spent(keys, new AnswerSeal(batch.tenant().cardKey()))) {
        spent.put(key.key(), key);
        made.remove(key.key());
      }
    }
  }
}
