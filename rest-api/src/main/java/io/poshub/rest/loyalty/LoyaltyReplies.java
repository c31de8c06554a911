package io.poshub.rest.loyalty;

import io.poshub.engine.loyalty.LoyaltyOutcome;
import io.poshub.engine.loyalty.LoyaltyRefusal;
import io.poshub.protocol.loyalty.LoyaltyAccount;
import io.poshub.protocol.loyalty.LoyaltyChange;
import io.poshub.protocol.loyalty.LoyaltyHold;
import io.poshub.protocol.loyalty.LoyaltyTransaction;
import io.poshub.rest.HttpReply;
import io.poshub.rest.RefusedException;
import io.poshub.rest.call.Answers;
import io.poshub.rest.call.IdempotentCalls;

/** What a caller is told of what came of a call on an account. Pure: it may be asked twice. */
final class LoyaltyReplies {
  private LoyaltyReplies() {}

  private record Moved(LoyaltyTransaction transaction, LoyaltyAccount account) {}

  private record Held(LoyaltyHold hold, LoyaltyAccount account) {}

  private record HoldEnded(
      LoyaltyHold hold, LoyaltyTransaction transaction, LoyaltyAccount account) {}

  private record Merged(
      LoyaltyTransaction transaction, LoyaltyAccount account, LoyaltyAccount source) {}

  static HttpReply of(LoyaltyOutcome outcome) {
    return switch (outcome) {
      case LoyaltyOutcome.Moved(LoyaltyChange change) -> moved(change);
      case LoyaltyOutcome.Repeated(LoyaltyChange first) ->
          moved(first).with(IdempotentCalls.REPLAYED, "true");
      case LoyaltyOutcome.Held(LoyaltyHold hold, LoyaltyAccount account) ->
          Answers.json(201, new Held(hold, account));
      case LoyaltyOutcome.HoldEnded(LoyaltyHold hold, LoyaltyChange change) ->
          Answers.json(200, new HoldEnded(hold, change.transaction(), change.account()));
      case LoyaltyOutcome.Merged(LoyaltyChange change, LoyaltyAccount source) ->
          Answers.json(200, new Merged(change.transaction(), change.account(), source));
      case LoyaltyOutcome.Refused(LoyaltyRefusal refusal) ->
          throw new RefusedException(LoyaltyRefusals.of(refusal));
    };
  }

  private static HttpReply moved(LoyaltyChange change) {
    return Answers.json(200, new Moved(change.transaction(), change.account()));
  }
}
