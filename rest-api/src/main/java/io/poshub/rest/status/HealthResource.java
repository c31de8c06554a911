package io.poshub.rest.status;

import io.poshub.engine.sql.DatabaseException;
import io.poshub.engine.stream.EventLog;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.Position;
import io.poshub.rest.HttpReply;
import io.poshub.rest.Refusal;
import io.poshub.rest.RefusedException;
import io.poshub.rest.call.Answers;
import io.poshub.rest.call.Request;
import io.poshub.rest.call.TenantRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** {@code /health} of a tenant, which asks the database, and those of the process, which do not. */
public final class HealthResource {
  private static final String RETRY_AFTER_SECONDS = "1";

  private final EventLog eventLog;
  private final InstantSource clock;
  private final String version;
  private final BooleanSupplier ready;

  public HealthResource(
      EventLog eventLog, InstantSource clock, String version, BooleanSupplier ready) {
    this.eventLog = eventLog;
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
      long seq) {}

  public HttpReply tenant(TenantRequest request) {
    String slug = request.tenant().slug();
    Position head = head(slug).orElseThrow(HealthResource::unavailable);
    return Answers.json(
        200,
        new Health(
            "ok", slug, clock.instant(), version, "/ws/pos/" + slug, head.epoch(), head.seq()));
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

  private Optional<Position> head(String slug) {
    try {
      return eventLog.head(slug);
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
