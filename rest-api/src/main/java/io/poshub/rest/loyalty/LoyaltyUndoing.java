package io.poshub.rest.loyalty;

import io.poshub.engine.idempotency.IdempotencyKey;
import io.poshub.engine.lane.Command;
import io.poshub.engine.loyalty.EndHold;
import io.poshub.engine.loyalty.Loyalty;
import io.poshub.engine.loyalty.LoyaltyOutcome;
import io.poshub.engine.loyalty.PointsNote;
import io.poshub.engine.loyalty.Reversal;
import io.poshub.engine.loyalty.ReversePoints;
import io.poshub.engine.loyalty.WrittenEntry;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.loyalty.LoyaltyTransaction;
import io.poshub.rest.undo.UndoCommand;
import io.poshub.rest.undo.Undoing;
import java.util.Optional;

/**
 * Undoes a call on an account: a hold it opened is released, what else it moved is reversed.
 * Virtual threads.
 */
public final class LoyaltyUndoing implements Undoing {
  private final Loyalty loyalty;

  public LoyaltyUndoing(Loyalty loyalty) {
    this.loyalty = loyalty;
  }

  @Override
  public Optional<UndoCommand<?>> of(Tenant tenant, IdempotencyKey key, Wish wish) {
    return loyalty
        .ofCall(tenant, key)
        .map(entry -> new UndoCommand<LoyaltyOutcome>(command(entry, wish), LoyaltyReplies::of));
  }

  private static Command<LoyaltyOutcome> command(WrittenEntry entry, Wish wish) {
    String holdId = entry.holdId();
    PointsNote note = new PointsNote(null, null, wish.terminal(), wish.note());
    return entry.row().type() == LoyaltyTransaction.Type.HOLD && holdId != null
        ? new EndHold(entry.phone(), holdId, new EndHold.End.Release(), note)
        : new ReversePoints(
            entry.phone(),
            entry.row().id(),
            new Reversal.Whole(),
            new PointsNote(null, wish.reason(), wish.terminal(), wish.note()));
  }
}
