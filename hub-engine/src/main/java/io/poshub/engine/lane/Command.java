package io.poshub.engine.lane;

/**
 * One thing to do for a tenant. A refusal is a value of {@code R}, not an exception.
 *
 * <p>Both methods run on the lane's thread inside the batch's transaction, and may run again from
 * the start if the batch is retried: they touch nothing but the batch.
 */
public interface Command<R> {

  /**
   * Names every row the decision will need; they are locked before any command of the batch
   * decides.
   */
  void claim(Batch batch);

  /** Decides, and changes the batch's rows only if the answer is yes. */
  R decide(Batch batch);
}
