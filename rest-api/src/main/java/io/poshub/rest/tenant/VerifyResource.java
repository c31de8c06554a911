package io.poshub.rest.tenant;

import io.poshub.engine.tenant.Tenant;
import io.poshub.engine.verify.Audit;
import io.poshub.engine.verify.Difference;
import io.poshub.engine.verify.Verification;
import io.poshub.rest.HttpReply;
import io.poshub.rest.call.Answers;
import io.poshub.rest.call.Request;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code /admin/tenants/{slug}/verify}. Virtual threads. */
public final class VerifyResource {
  private final Verification verification;
  private final Function<Request, Tenant> tenants;

  /**
   * @param tenants finds the tenant of the path, or ends the call
   */
  public VerifyResource(Verification verification, Function<Request, Tenant> tenants) {
    this.verification = verification;
    this.tenants = tenants;
  }

  private record Verified(Audit.Checked checked, List<Shown> differences, boolean hasMore) {}

  /** A difference in flat words; what does not apply is left out. */
  private record Shown(
      String kind,
      String subject,
      String id,
      @Nullable String field,
      @Nullable Long entry,
      @Nullable String fault,
      @Nullable String holdId,
      @Nullable String stored,
      @Nullable String computed) {
    static Shown of(Difference difference) {
      String subject = difference.subject().name().toLowerCase(Locale.ROOT);
      return switch (difference) {
        case Difference.WrongFigure(var _, String id, String field, String is, String computed) ->
            new Shown("wrong_figure", subject, id, field, null, null, null, is, computed);
        case Difference.BrokenRow(var _, String id, long entry, Difference.Fault fault) ->
            new Shown(
                "broken_row",
                subject,
                id,
                null,
                entry,
                fault.name().toLowerCase(Locale.ROOT),
                null,
                null,
                null);
        case Difference.WrongHold(var _, String id, String hold, String is, String computed) ->
            new Shown("wrong_hold", subject, id, null, null, null, hold, is, computed);
      };
    }
  }

  public HttpReply run(Request request) {
    Verification.Result result = verification.run(tenants.apply(request));
    return Answers.json(
        200,
        new Verified(
            result.checked(),
            result.differences().stream().map(Shown::of).toList(),
            result.hasMore()));
  }
}
