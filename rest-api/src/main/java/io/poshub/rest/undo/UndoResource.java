package io.poshub.rest.undo;

import static java.util.Objects.requireNonNullElse;

import io.poshub.engine.idempotency.Idempotency;
import io.poshub.engine.idempotency.IdempotencyKey;
import io.poshub.engine.idempotency.PastCall;
import io.poshub.engine.idempotency.SettleKey;
import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.engine.lane.Lanes;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.json.Fields;
import io.poshub.rest.HttpReply;
import io.poshub.rest.Refusal;
import io.poshub.rest.RefusedException;
import io.poshub.rest.call.CommonFields;
import io.poshub.rest.call.IdempotentCalls;
import io.poshub.rest.call.Reasons;
import io.poshub.rest.call.TenantRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /transactions/reverse}. Virtual threads. */
public final class UndoResource {
  private static final String KEY = "idempotency_key";
  private static final int REFUSAL_STATUS_MIN = 400;

  private final Lanes lanes;
  private final IdempotentCalls once;
  private final List<Undoing> undoings;

  public UndoResource(Lanes lanes, IdempotentCalls once, List<Undoing> undoings) {
    this.lanes = lanes;
    this.once = once;
    this.undoings = List.copyOf(undoings);
  }

  /** The call moved nothing that could be brought back. */
  private record Nothing(String detail) implements Command<Supplier<HttpReply>> {
    @Override
    public void claim(Batch batch) {}

    @Override
    public Supplier<HttpReply> decide(Batch batch) {
      return () -> {
        throw new RefusedException(ErrorCode.NOTHING_TO_REVERSE, detail);
      };
    }
  }

  public HttpReply reverse(TenantRequest request) {
    return once.answer(request, () -> command(request), Supplier::get);
  }

  private Command<Supplier<HttpReply>> command(TenantRequest request) {
    Fields fields = request.fields();
    String written = fields.text(KEY, IdempotencyKey.MAX_CHARS);
    String reason = requireNonNullElse(fields.choice("reason", Reasons.REVERSE), "other");
    Undoing.Wish wish =
        new Undoing.Wish(reason, CommonFields.terminal(fields), CommonFields.note(fields));
    fields.refuseUnknown();
    fields.check();
    IdempotencyKey key = IdempotencyKey.ofText(written).orElseThrow(UndoResource::impossible);
    PastCall call = settled(request.tenant(), key);
    if (call.answer().status() >= REFUSAL_STATUS_MIN) {
      return new Nothing("That call was refused, and so it moved nothing.");
    }
    return undo(request.tenant(), key, wish);
  }

  private Command<Supplier<HttpReply>> undo(Tenant tenant, IdempotencyKey key, Undoing.Wish wish) {
    for (Undoing undoing : undoings) {
      Optional<UndoCommand<?>> command = undoing.of(tenant, key, wish);
      if (command.isPresent()) {
        return command.get();
      }
    }
    return new Nothing("That call has written nothing in a ledger.");
  }

  private PastCall settled(Tenant tenant, IdempotencyKey key) {
    return switch (lanes.call(tenant, new SettleKey(key))) {
      case SettleKey.Result.Found(PastCall call) -> call;
      case SettleKey.Result.Nothing _ -> throw unknown();
      case SettleKey.Result.UnderWay _ ->
          throw new RefusedException(
              Refusal.of(
                      ErrorCode.REQUEST_IN_PROGRESS,
                      "The call with that key has no answer yet; send this again.")
                  .withHeader("Retry-After", "1"));
    };
  }

  private static RefusedException impossible() {
    return new RefusedException(
        ErrorCode.IDEMPOTENCY_KEY_NOT_FOUND, "No call can have been made with that key.");
  }

  /** Nothing was done, and the call that may still come will do nothing either. */
  private static RefusedException unknown() {
    return new RefusedException(
        ErrorCode.IDEMPOTENCY_KEY_NOT_FOUND,
        "No call with that key was answered in the last "
            + Idempotency.ANSWERS_KEPT.toDays()
            + " days, and none will be: the key is spent.");
  }
}
