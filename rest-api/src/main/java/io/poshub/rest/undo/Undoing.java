package io.poshub.rest.undo;

import io.poshub.engine.idempotency.IdempotencyKey;
import io.poshub.engine.tenant.Tenant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How one room's ledger undoes what a call has written there. Virtual threads: may block. */
@FunctionalInterface
public interface Undoing {

  /** Why and where somebody wants it undone. */
  record Wish(String reason, @Nullable String terminal, @Nullable String note) {}

  /** The command that undoes the call; empty if the call wrote nothing in this room's ledger. */
  Optional<UndoCommand<?>> of(Tenant tenant, IdempotencyKey key, Wish wish);
}
