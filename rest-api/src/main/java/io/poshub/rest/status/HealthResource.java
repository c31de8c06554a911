package io.poshub.rest.status;

import io.poshub.engine.settings.Settings;
import io.poshub.engine.settings.TenantSettings;
import io.poshub.engine.sql.DatabaseException;
import io.poshub.engine.stream.EventLog;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.Position;
import io.poshub.protocol.settings.ModeChange;
import io.poshub.protocol.settings.OrderingMode;
import io.poshub.rest.HttpReply;
import io.poshub.rest.Refusal;
import io.poshub.rest.RefusedException;
import io.poshub.rest.call.Answers;
import io.poshub.rest.call.Request;
import io.poshub.rest.call.TenantRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** {@code /health} of a tenant, which asks the database, and those of the process, which do not. */
public final class HealthResource {
  private static final String RETRY_AFTER_SECONDS = "1";

  private final EventLog eventLog;
  private final TenantSettings settings;
  private final InstantSource clock;
  private final String version;
  private final BooleanSupplier ready;

  public HealthResource(
      EventLog eventLog,
      TenantSettings settings,
      InstantSource clock,
      String version,
      BooleanSupplier ready) {
    this.eventLog = eventLog;
    this.settings = settings;
    this.clock = clock;
    this.version = version;
    this.ready = ready;
  }

  private record Health(
      String status,
      String tenant,
      Instant time,
      String version,
      String websocket,
      String epoch,
      long seq,
      Ordering ordering) {}

  /** What an ordering site tells its guests. */
  private record Ordering(OrderingMode mode, int delayMinutes, int prepMinutes) {
    static Ordering of(Settings settings) {
      ModeChange change = settings.modeChange();
      return new Ordering(change.mode(), change.delayMinutes(), settings.prepMinutes());
    }
  }

  public HttpReply tenant(TenantRequest request) {
    String slug = request.tenant().slug();
    Position head = answered(() -> eventLog.head(slug)).orElseThrow(HealthResource::unavailable);
    return Answers.json(
        200,
        new Health(
            "ok",
            slug,
            clock.instant(),
            version,
            "/ws/pos/" + slug,
            head.epoch(),
            head.seq(),
            answered(() -> Ordering.of(settings.of(slug)))));
  }

  /** The process answers, so it lives. */
  public HttpReply live(Request request) {
    return Answers.of(200, "status", "ok");
  }

  public HttpReply ready(Request request) {
    if (!ready.getAsBoolean()) {
      throw new RefusedException(
          Refusal.of(ErrorCode.UNAVAILABLE, "The hub does not take requests at the moment.")
              .withHeader("Retry-After", RETRY_AFTER_SECONDS));
    }
    return Answers.of(200, "status", "ok");
  }

  private static <T> T answered(Supplier<T> question) {
    try {
      return question.get();
    } catch (DatabaseException e) {
      throw unavailable();
    }
  }

  private static RefusedException unavailable() {
    return new RefusedException(
        Refusal.of(ErrorCode.UNAVAILABLE, "The database does not answer.")
            .withHeader("Retry-After", RETRY_AFTER_SECONDS));
  }
}
