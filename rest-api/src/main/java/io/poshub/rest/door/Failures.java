package io.poshub.rest.door;

import io.poshub.engine.lane.LaneException;
import io.poshub.engine.sql.DatabaseException;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.json.InvalidFieldsException;
import io.poshub.rest.Refusal;
import io.poshub.rest.RefusedException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door's last handler: what each thrown thing means to the caller. A bug is logged here, once;
 * callers learn nothing of it but their request's id. Any thread.
 */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
  private static final String RETRY_AFTER_SECONDS = "1";

  private Failures() {}

  /**
   * @param who request id and tenant, for the log
   */
  static Refusal refusal(Throwable thrown, String who) {
    Throwable failure =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    return switch (failure) {
      case RefusedException refused -> refused.refusal();
      case InvalidFieldsException invalid -> Refusal.invalid(invalid.errors());
      case LaneException lane -> lane(lane, who);
      case DatabaseException database -> database(database, who);
      case TimeoutException _ -> outcomeUnknown();
      default -> bug(failure, who);
    };
  }

  private static Refusal lane(LaneException failure, String who) {
    return switch (failure.code()) {
      case OVERLOADED -> busy();
      case OUTCOME_UNKNOWN -> outcomeUnknown();
      case UNAVAILABLE -> unavailable();
      default -> bug(failure, who);
    };
  }

  private static Refusal database(DatabaseException failure, String who) {
    return switch (failure.failure()) {
      case POOL_EXHAUSTED -> busy();
      case CONNECTION_LOST, READ_ONLY, RETRYABLE, DUPLICATE_KEY -> {
        LOG.warn("{}: the database did not answer: {}", who, failure.getMessage());
        yield unavailable();
      }
      case REFUSED, OTHER -> bug(failure, who);
    };
  }

  private static Refusal outcomeUnknown() {
    return later(
        ErrorCode.OUTCOME_UNKNOWN,
        "It was not heard from the database whether it is done; send it again under the"
            + " same Idempotency-Key, or look before you repeat.");
  }

  static Refusal unavailable() {
    return later(ErrorCode.UNAVAILABLE, "The hub cannot reach its database; nothing was done.");
  }

  private static Refusal busy() {
    return later(ErrorCode.OVERLOADED, "Too much is waiting already; nothing was done.");
  }

  private static Refusal later(ErrorCode code, String detail) {
    return Refusal.of(code, detail).withHeader("Retry-After", RETRY_AFTER_SECONDS);
  }

  private static Refusal bug(Throwable failure, String who) {
    LOG.error("{}: failed", who, failure);
    return Refusal.of(
        ErrorCode.INTERNAL_ERROR, "The hub made a mistake; its log names this request's id.");
  }
}
