package io.poshub.rest.report;

import static java.util.Objects.requireNonNullElse;

import io.poshub.engine.report.ReportKey;
import io.poshub.engine.report.ReportOutcome;
import io.poshub.engine.report.Reports;
import io.poshub.engine.settings.TenantSettings;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.json.InvalidFieldsException;
import io.poshub.protocol.report.StoredReport;
import io.poshub.rest.HttpReply;
import io.poshub.rest.RefusedException;
import io.poshub.rest.call.Answers;
import io.poshub.rest.call.CommonFields;
import io.poshub.rest.call.CursorKind;
import io.poshub.rest.call.Paging;
import io.poshub.rest.call.Query;
import io.poshub.rest.call.TenantRequest;
import io.poshub.rest.report.ReportReader.Submission;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** {@code /reports/daily}. Virtual threads. */
public final class ReportResource {
  private static final String MEMBER = "report";
  private static final String LIST_MEMBER = "reports";

  /** Which revisions a read shows. */
  private static final Map<String, Boolean> REVISIONS = Map.of("latest", false, "all", true);

  private final Reports reports;
  private final TenantSettings settings;
  private final InstantSource clock;

  public ReportResource(Reports reports, TenantSettings settings, InstantSource clock) {
    this.reports = reports;
    this.settings = settings;
    this.clock = clock;
  }

  public HttpReply submit(TenantRequest request) {
    Tenant tenant = request.tenant();
    LocalDate lastDate =
        settings.of(tenant.slug()).businessDate(clock.instant(), tenant.timeZone());
    Submission submission = new ReportReader(request.fields(), tenant.currency(), lastDate).read();
    return switch (reports.submit(tenant, submission.report(), submission.revision())) {
      case ReportOutcome.Stored(StoredReport report) -> Answers.of(201, MEMBER, report);
      case ReportOutcome.Same(StoredReport report) -> Answers.of(200, MEMBER, report);
      case ReportOutcome.Conflict(int current) ->
          throw new RefusedException(ErrorCode.REPORT_CONFLICT, conflict(current));
    };
  }

  /** A page as JSON, or the whole range as CSV. */
  public HttpReply list(TenantRequest request) {
    Query query = request.query();
    LocalDate from = query.date("from");
    LocalDate to = query.date("to");
    if (from != null && to != null && to.isBefore(from)) {
      throw new InvalidFieldsException("to", "must not be before from");
    }
    Reports.Range range = new Reports.Range(from, to, allRevisions(query));
    HttpReply reply =
        ListFormat.of(request.request()) == ListFormat.CSV
            ? new ReportExport(reports, request.tenant()).answer(query, range)
            : page(request.tenant(), query, range);
    return reply.with("Vary", "Accept");
  }

  private HttpReply page(Tenant tenant, Query query, Reports.Range range) {
    Paging paging = Paging.of(query, CursorKind.REPORTS);
    return paging.reply(
        LIST_MEMBER, reports.list(tenant, range, paging.position(), paging.limit()));
  }

  public HttpReply find(TenantRequest request) {
    Query query = request.query();
    LocalDate date = Query.require("date", Query.parseDate(request.path("date")));
    String register = requireNonNullElse(query.text("register_id"), ReportKey.DEFAULT_REGISTER);
    boolean all = allRevisions(query);
    if (!CommonFields.isOwnId(register)) {
      throw new InvalidFieldsException("register_id", "must not have white space around it");
    }
    List<StoredReport> found = reports.revisions(request.tenant(), new ReportKey(date, register));
    if (found.isEmpty()) {
      throw new RefusedException(
          ErrorCode.REPORT_NOT_FOUND, "That register has sent no report for that day.");
    }
    return all ? Answers.of(200, LIST_MEMBER, found) : Answers.of(200, MEMBER, found.getFirst());
  }

  private static boolean allRevisions(Query query) {
    return requireNonNullElse(query.choice("revisions", REVISIONS), false);
  }

  private static String conflict(int current) {
    return current == 0
        ? "There is no report for that day yet: leave revision out, or send 1."
        : "Revision " + current + " is stored; send revision " + (current + 1) + " to replace it.";
  }
}
