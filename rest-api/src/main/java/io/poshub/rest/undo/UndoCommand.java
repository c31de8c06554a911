package io.poshub.rest.undo;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.rest.HttpReply;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A room's command, and how the room puts its outcome into words; the words are found only when
 * they are needed, because a refusal is thrown.
 */
public record UndoCommand<R>(Command<R> command, Function<R, HttpReply> writer)
    implements Command<Supplier<HttpReply>> {
  public UndoCommand {
    requireNonNull(command, "command is null");
    requireNonNull(writer, "writer is null");
  }

  @Override
  public void claim(Batch batch) {
    command.claim(batch);
  }

  @Override
  public Supplier<HttpReply> decide(Batch batch) {
    R outcome = command.decide(batch);
    return () -> writer.apply(outcome);
  }
}
