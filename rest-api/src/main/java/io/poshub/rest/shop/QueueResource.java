package io.poshub.rest.shop;

import static java.util.Objects.requireNonNullElse;

import io.poshub.engine.shop.JobState;
import io.poshub.engine.shop.ShopJob;
import io.poshub.engine.shop.ShopQueue;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.Ids;
import io.poshub.protocol.json.Fields;
import io.poshub.rest.HttpReply;
import io.poshub.rest.RefusedException;
import io.poshub.rest.call.Answers;
import io.poshub.rest.call.CursorKind;
import io.poshub.rest.call.Paging;
import io.poshub.rest.call.Request;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** {@code /admin/tenants/{slug}/queue}: the work that waits for a shop. Virtual threads. */
public final class QueueResource {
  private static final String DRY_RUN = "dry_run";
  private static final int PRUNE_DEFAULT_DAYS = 7;
  private static final int PRUNE_MAX_DAYS = 3_650;

  private static final Map<String, JobState> CLEARABLE = clearable();

  private final ShopQueue queue;
  private final Function<Request, Tenant> tenants;

  /**
   * @param tenants finds the tenant of the path, or ends the call
   */
  public QueueResource(ShopQueue queue, Function<Request, Tenant> tenants) {
    this.queue = queue;
    this.tenants = tenants;
  }

  public HttpReply stats(Request request) {
    return Answers.of(200, "queue", queue.stats(slug(request)));
  }

  public HttpReply list(Request request) {
    Paging paging = Paging.of(request.query(), CursorKind.JOBS);
    JobState state = request.query().choice("state", JobState.BY_WIRE);
    return paging.reply(
        "jobs", queue.list(slug(request), state, paging.position(), paging.limit()));
  }

  public HttpReply find(Request request) {
    ShopJob job = queue.find(slug(request), id(request)).orElseThrow(QueueResource::unknown);
    return Answers.of(200, "job", job);
  }

  public HttpReply retry(Request request) {
    if (!queue.retry(slug(request), id(request))) {
      throw unknown();
    }
    return find(request);
  }

  public HttpReply retryAll(Request request) {
    return Answers.json(200, queue.retryAll(slug(request)));
  }

  public HttpReply clear(Request request) {
    Fields fields = request.fields();
    JobState state = requireNonNullElse(fields.choice("state", CLEARABLE), JobState.DEAD);
    boolean dryRun = fields.flag(DRY_RUN, false);
    fields.check();
    return counted("cleared", queue.clear(slug(request), state, dryRun), dryRun);
  }

  public HttpReply prune(Request request) {
    Fields fields = request.fields();
    Long days = fields.optionalInteger("older_than_days", 0, PRUNE_MAX_DAYS);
    boolean dryRun = fields.flag(DRY_RUN, false);
    fields.check();
    int olderThan = days == null ? PRUNE_DEFAULT_DAYS : days.intValue();
    return counted("pruned", queue.prune(slug(request), olderThan, dryRun), dryRun);
  }

  private static HttpReply counted(String name, int count, boolean dryRun) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put(name, count);
    members.put(DRY_RUN, dryRun);
    return Answers.json(200, members);
  }

  private static Map<String, JobState> clearable() {
    Map<String, JobState> states = new LinkedHashMap<>();
    states.put(JobState.WAITING.wire(), JobState.WAITING);
    states.put(JobState.DEAD.wire(), JobState.DEAD);
    return states;
  }

  private String slug(Request request) {
    return tenants.apply(request).slug();
  }

  private static String id(Request request) {
    String id = request.path("id");
    if (!Ids.isId(id)) {
      throw unknown();
    }
    return id.toLowerCase(Locale.ROOT);
  }

  private static RefusedException unknown() {
    return new RefusedException(
        ErrorCode.JOB_NOT_FOUND, "No job that can be worked on has that id.");
  }
}
