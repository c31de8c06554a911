package io.poshub.engine.idempotency;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import java.util.Optional;

/**
 * A command that is decided once for its key: the first time it runs and its answer is kept, after
 * that the answer is given again. A command that throws leaves nothing, its key included.
 */
record KeyedCommand<R>(KeyedRequest request, Command<R> command, AnswerWriter<R> writer)
    implements Command<Once<R>> {
  KeyedCommand {
    requireNonNull(request, "request is null");
    requireNonNull(command, "command is null");
    requireNonNull(writer, "writer is null");
  }

  @Override
  public void claim(Batch batch) {
    batch.rows(IdempotencySet.KIND).claim(request.key());
    command.claim(batch);
  }

  @Override
  public Once<R> decide(Batch batch) {
    IdempotencySet keys = batch.rows(IdempotencySet.KIND);
    if (keys.isHeldElsewhere(request.key())) {
      return new Once.InProgress<>();
    }
    Optional<SpentKey> spent = keys.spent(request.key());
    return spent.isPresent() ? spent.get().answer(request) : first(keys, batch);
  }

  private Once<R> first(IdempotencySet keys, Batch batch) {
    R outcome = batch.decideUnder(request.key().value(), command);
    Answer answer = writer.write(outcome);
    if (answer.isKept()) {
      PastCall call =
          new PastCall(
              request.key(),
              request.callerKeyId(),
              request.method(),
              request.path(),
              answer,
              batch.now());
      keys.keep(new SpentKey(request.key(), request.fingerprint(), call));
    }
    return new Once.First<>(outcome);
  }
}
