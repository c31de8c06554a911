package io.poshub.rest.tenant;

import io.poshub.engine.tenant.CreatedTenant;
import io.poshub.engine.tenant.IssuedKey;
import io.poshub.engine.tenant.NewTenant;
import io.poshub.engine.tenant.Tenant;
import io.poshub.engine.tenant.TenantPatch;
import io.poshub.engine.tenant.Tenants;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.tenant.Role;
import io.poshub.protocol.tenant.TenantInfo;
import io.poshub.rest.HttpReply;
import io.poshub.rest.KeyEvents;
import io.poshub.rest.RefusedException;
import io.poshub.rest.call.Answers;
import io.poshub.rest.call.CursorKind;
import io.poshub.rest.call.Paging;
import io.poshub.rest.call.Request;
import java.util.List;

/** {@code /admin/tenants}: operators only. */
public final class TenantResource {
  private static final String MEMBER = "tenant";

  private final Tenants tenants;
  private final KeyCalls keyCalls;
  private final KeyEvents keyEvents;

  public TenantResource(Tenants tenants, KeyCalls keyCalls, KeyEvents keyEvents) {
    this.tenants = tenants;
    this.keyCalls = keyCalls;
    this.keyEvents = keyEvents;
  }

  private record Created(TenantInfo tenant, List<FirstKey> keys) {}

  /** A new tenant's key, shown this once. */
  private record FirstKey(String id, Role role, String key) {
    static FirstKey of(IssuedKey issued) {
      return new FirstKey(issued.info().id(), issued.info().role(), issued.secret().reveal());
    }
  }

  public HttpReply create(Request request) {
    NewTenant wish = TenantReader.newTenant(request.fields());
    CreatedTenant created =
        tenants
            .create(wish)
            .orElseThrow(() ->
                new RefusedException(
                    ErrorCode.TENANT_EXISTS, "Another tenant has that slug; slugs are for ever."));
    return Answers.json(
            201,
            new Created(
                created.tenant().info(), created.keys().stream().map(FirstKey::of).toList()))
        .with("Location", "/admin/tenants/" + wish.slug());
  }

  public HttpReply list(Request request) {
    Paging paging = Paging.of(request.query(), CursorKind.TENANTS);
    return paging.reply(
        "tenants", tenants.list(paging.position(), paging.limit()).map(Tenant::info));
  }

  public HttpReply find(Request request) {
    return Answers.of(200, MEMBER, tenant(request).info());
  }

  public HttpReply change(Request request) {
    Tenant before = tenant(request);
    return Answers.of(
        200, MEMBER, change(before.slug(), TenantReader.patch(request.fields(), before)).info());
  }

  /** Only switches the tenant off: its ledgers must outlive it. */
  public HttpReply deactivate(Request request) {
    change(tenant(request).slug(), new TenantPatch(null, null, null, false));
    return Answers.noContent();
  }

  public HttpReply keys(Request request) {
    return keyCalls.list(tenant(request).slug(), request.query());
  }

  public HttpReply issueKey(Request request) {
    return keyCalls.issue(tenant(request).slug(), request.fields());
  }

  public HttpReply revokeKey(Request request) {
    return keyCalls.revoke(tenant(request).slug(), request.path("id"));
  }

  private Tenant change(String slug, TenantPatch patch) {
    Tenant changed = tenants.change(slug, patch).orElseThrow(TenantResource::unknown);
    keyEvents.onTenantChanged(slug);
    return changed;
  }

  /** The tenant that the path names. */
  public Tenant tenant(Request request) {
    String slug = request.path("slug");
    if (!NewTenant.isSlug(slug)) {
      throw unknown();
    }
    return tenants.find(slug).orElseThrow(TenantResource::unknown);
  }

  private static RefusedException unknown() {
    return new RefusedException(ErrorCode.TENANT_NOT_FOUND, "No tenant has that slug.");
  }
}
