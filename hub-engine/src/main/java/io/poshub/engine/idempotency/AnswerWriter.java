package io.poshub.engine.idempotency;

/**
 * A door's way to put an outcome into words. Runs on the lane's thread inside the transaction, and
 * again if the batch is retried: a pure function, refusals included.
 */
@FunctionalInterface
public interface AnswerWriter<R> {
  Answer write(R outcome);
}
