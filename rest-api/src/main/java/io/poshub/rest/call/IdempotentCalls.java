package io.poshub.rest.call;

import io.poshub.engine.idempotency.Answer;
import io.poshub.engine.idempotency.Idempotency;
import io.poshub.engine.idempotency.IdempotencyKey;
import io.poshub.engine.idempotency.KeyedRequest;
import io.poshub.engine.idempotency.Once;
import io.poshub.engine.lane.Command;
import io.poshub.engine.lane.Lanes;
import io.poshub.engine.settings.Settings;
import io.poshub.engine.settings.TenantSettings;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.json.InvalidFieldsException;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.problem.Problem;
import io.poshub.rest.HttpCall;
import io.poshub.rest.HttpReply;
import io.poshub.rest.ProblemReply;
import io.poshub.rest.Refusal;
import io.poshub.rest.RefusedException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Answers calls that move money, points or orders: with an {@code Idempotency-Key} once, and then
 * the same again. Virtual threads.
 */
public final class IdempotentCalls {
  public static final String REPLAYED = "Idempotent-Replayed";
  private static final String HEADER = "Idempotency-Key";
  private static final String HEADER_LOWER_CASE = "idempotency-key";
  private static final String LOCATION = "Location";
  private static final String RETRY_AFTER_SECONDS = "1";
  private static final int FIRST_ERROR_STATUS = 400;

  private final Lanes lanes;
  private final Idempotency idempotency;
  private final TenantSettings settings;
  private final Executor workers;

  /**
   * @param workers a thread for whoever turns out to need one
   */
  public IdempotentCalls(
      Lanes lanes, Idempotency idempotency, TenantSettings settings, Executor workers) {
    this.lanes = lanes;
    this.idempotency = idempotency;
    this.settings = settings;
    this.workers = workers;
  }

  /**
   * Runs the command that the request asks for and answers.
   *
   * @param reader reads the request, and may refuse it
   * @param writer puts the outcome into words, refusals included. It may run on the lane's thread
   *     and more than once: it counts nothing and asks nobody
   */
  public <R> HttpReply answer(
      TenantRequest request, Supplier<Command<R>> reader, Function<R, HttpReply> writer) {
    return answer(request, reader, writer, _ -> {});
  }

  /**
   * As {@link #answer(TenantRequest, Supplier, Function)}, for answers that hold for a while.
   *
   * @param stillHolds is shown an answer before it is given again, and may refuse to give it
   */
  public <R> HttpReply answer(
      TenantRequest request,
      Supplier<Command<R>> reader,
      Function<R, HttpReply> writer,
      Consumer<Answer> stillHolds) {
    Optional<KeyedRequest> keyed = keyed(request);
    if (keyed.isPresent()) {
      return once(request, keyed.get(), reader, writer, stillHolds);
    }
    if (request.request().call().method().equals("POST")) {
      requireNoKey(settings.of(request.tenant().slug()));
    }
    return writer.apply(lanes.call(request.tenant(), reader.get()));
  }

  /**
   * As {@link #answer(TenantRequest, Supplier, Function)} to a POST, without holding the thread:
   * what would have to wait before the lane is done by a worker.
   *
   * @param reader may run twice
   */
  public <R> CompletionStage<HttpReply> submit(
      TenantRequest request, Supplier<Command<R>> reader, Function<R, HttpReply> writer) {
    return keyed(request)
        .map(call -> submitOnce(request, call, reader, writer))
        .orElseGet(() -> submitWithoutKey(request, reader, writer))
        .orTimeout(Lanes.ANSWER_WAIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private <R> CompletableFuture<HttpReply> submitWithoutKey(
      TenantRequest request, Supplier<Command<R>> reader, Function<R, HttpReply> writer) {
    Settings known = settings.known(request.tenant().slug());
    if (known == null) {
      return CompletableFuture.supplyAsync(() -> answer(request, reader, writer), workers);
    }
    requireNoKey(known);
    return lanes.submit(request.tenant(), reader.get()).thenApplyAsync(writer, request.writer());
  }

  private <R> CompletableFuture<HttpReply> submitOnce(
      TenantRequest request,
      KeyedRequest keyed,
      Supplier<Command<R>> reader,
      Function<R, HttpReply> writer) {
    Command<R> command;
    try {
      command = reader.get();
    } catch (InvalidFieldsException e) {
      // An earlier answer may stand, and the database knows it.
      return CompletableFuture.supplyAsync(() -> answer(request, reader, writer), workers);
    }
    HttpCall call = request.request().call();
    return idempotency
        .submit(request.tenant(), keyed, command, outcome -> written(writer, outcome, call))
        .thenApplyAsync(once -> reply(once, writer, _ -> {}), request.writer());
  }

  private static void requireNoKey(Settings settings) {
    if (settings.requireIdempotencyKey()) {
      throw new RefusedException(
          ErrorCode.IDEMPOTENCY_KEY_MISSING,
          "The tenant's settings ask for an " + HEADER + " with this call.");
    }
  }

  private <R> HttpReply once(
      TenantRequest request,
      KeyedRequest keyed,
      Supplier<Command<R>> reader,
      Function<R, HttpReply> writer,
      Consumer<Answer> stillHolds) {
    Command<R> command;
    try {
      command = reader.get();
    } catch (InvalidFieldsException e) {
      // What was right the first time may be wrong by now, a date for example; the answer stands.
      Once<R> earlier = idempotency.<R>earlier(request.tenant(), keyed).orElseThrow(() -> e);
      return reply(earlier, writer, stillHolds);
    }
    HttpCall call = request.request().call();
    return reply(
        idempotency.call(
            request.tenant(), keyed, command, outcome -> written(writer, outcome, call)),
        writer,
        stillHolds);
  }

  private static <R> HttpReply reply(
      Once<R> once, Function<R, HttpReply> writer, Consumer<Answer> stillHolds) {
    return switch (once) {
      case Once.First<R>(R outcome) -> writer.apply(outcome);
      case Once.Replayed<R>(Answer answer) -> {
        stillHolds.accept(answer);
        yield replayed(answer);
      }
      case Once.Reused<R> _ -> throw reused("Another request has used that key; take a new one.");
      case Once.Forgotten<R> _ ->
          throw reused(
              "That call was made more than "
                  + Idempotency.ANSWERS_KEPT.toDays()
                  + " days ago, and its answer is no longer kept; nothing was done.");
      case Once.Reversed<R> _ ->
          throw new RefusedException(
              ErrorCode.IDEMPOTENCY_KEY_REVERSED,
              "The call with that key was reversed before it arrived; nothing was done.");
      case Once.InProgress<R> _ ->
          throw new RefusedException(
              Refusal.of(
                      ErrorCode.REQUEST_IN_PROGRESS,
                      "The first call with that key has no answer yet; send it again.")
                  .withHeader("Retry-After", RETRY_AFTER_SECONDS));
    };
  }

  private static Optional<KeyedRequest> keyed(TenantRequest request) {
    HttpCall call = request.request().call();
    String written = call.header(HEADER_LOWER_CASE);
    if (written == null) {
      return Optional.empty();
    }
    IdempotencyKey key = Query.require(HEADER, IdempotencyKey.parse(written));
    JsonValue body = request.request().json();
    return Optional.of(
        KeyedRequest.of(
            request.tenant(),
            key,
            request.caller().keyId(),
            call.method(),
            call.path(),
            body == null ? new JsonValue.Null() : body));
  }

  /** The answer as the door would give it, for the record. */
  private static <R> Answer written(Function<R, HttpReply> writer, R outcome, HttpCall call) {
    HttpReply reply;
    try {
      reply = writer.apply(outcome);
    } catch (RefusedException e) {
      reply = ProblemReply.of(e.refusal(), call.path(), call.requestId());
    }
    return new Answer(reply.status(), reply.headers().get(LOCATION), reply.body());
  }

  private static HttpReply replayed(Answer answer) {
    String type = answer.status() < FIRST_ERROR_STATUS ? HttpReply.JSON : Problem.MEDIA_TYPE;
    HttpReply reply =
        new HttpReply(
            answer.status(), Map.of("Content-Type", type, REPLAYED, "true"), answer.body());
    return answer.location() == null ? reply : reply.with(LOCATION, answer.location());
  }

  private static RefusedException reused(String detail) {
    return new RefusedException(ErrorCode.IDEMPOTENCY_KEY_REUSED, detail);
  }
}
