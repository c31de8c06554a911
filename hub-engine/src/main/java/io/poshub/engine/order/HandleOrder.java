package io.poshub.engine.order;

import io.poshub.engine.handling.ClaimRules;
import io.poshub.engine.handling.Handling;
import io.poshub.engine.handling.HandlingDecision;
import io.poshub.engine.handling.HandlingSet;
import io.poshub.engine.handling.HandlingWish;
import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.protocol.EventType;
import java.time.Instant;

/** Claims, releases, prints or looks at an order; its version stays. */
public record HandleOrder(String orderId, HandlingWish wish) implements Command<HandlingOutcome> {

  @Override
  public void claim(Batch batch) {
    batch.rows(OrderSet.KIND).claim(orderId);
    if (wish instanceof HandlingWish.Seen) {
      batch.rows(HandlingSet.KIND).claimSeen(orderId);
    }
  }

  @Override
  public HandlingOutcome decide(Batch batch) {
    return batch
        .rows(OrderSet.KIND)
        .find(orderId)
        .map(state -> decide(state, batch))
        .orElseGet(HandlingOutcome.Unknown::new);
  }

  private HandlingOutcome decide(OrderState state, Batch batch) {
    HandlingSet set = batch.rows(HandlingSet.KIND);
    ClaimRules.Subject subject =
        new ClaimRules.Subject(
            state.order().source(),
            state.status(),
            state.handling(),
            set.isSeenBy(orderId, wish.terminal()));
    return switch (ClaimRules.decide(subject, wish, batch.now())) {
      case HandlingDecision.Done done -> done(state, done, set, batch);
      case HandlingDecision.Repeated _ -> outcome(state);
      case HandlingDecision.AlreadyClaimed(String by, Instant expiresAt) ->
          new HandlingOutcome.AlreadyClaimed(by, expiresAt);
      case HandlingDecision.NotClaimable _ -> new HandlingOutcome.NotClaimable();
      case HandlingDecision.StaleFence _ -> new HandlingOutcome.StaleFence();
    };
  }

  private HandlingOutcome done(
      OrderState before, HandlingDecision.Done done, HandlingSet set, Batch batch) {
    Handling handling =
        done.action() == null
            ? done.after()
            : set.did(done.after(), orderId, done.action(), wish.terminal(), batch);
    OrderState after = before.with(handling, batch.now());
    batch.rows(OrderSet.KIND).handle(after, batch);
    if (done.told() && after.order().source().isOnline()) {
      batch.emit(EventType.ORDER_UPDATED, after.order());
    }
    return outcome(after);
  }

  private HandlingOutcome outcome(OrderState state) {
    return new HandlingOutcome.Handled(
        state.order(),
        wish instanceof HandlingWish.Claim ? state.order().handling().claim() : null);
  }
}
