package io.poshub.rest.door;

import io.poshub.engine.tenant.AuthResult;
import io.poshub.engine.tenant.Caller;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.tenant.Role;
import io.poshub.rest.Doorkeeper;
import io.poshub.rest.HttpCall;
import io.poshub.rest.Refusal;
import io.poshub.rest.RefusedException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets callers in, or says why not. */
final class Gate {
  private static final String BEARER = "bearer ";

  private final Doorkeeper doorkeeper;

  Gate(Doorkeeper doorkeeper) {
    this.doorkeeper = doorkeeper;
  }

  /** Somebody with a live key of an active tenant. */
  record Entered(Tenant tenant, Caller caller) {}

  /** Who has the call's key. Virtual threads: may ask the database. */
  AuthResult caller(HttpCall call) {
    return doorkeeper.authenticate(presented(call));
  }

  /** The same if it is known without asking, else null. Any thread. */
  @Nullable AuthResult knownCaller(HttpCall call) {
    return doorkeeper.recall(presented(call));
  }

  /** Checks that there is a caller, and that path, header and key all name the same tenant. */
  static Entered enter(HttpCall call, AuthResult presented, String pathTenant) {
    return switch (presented) {
      case AuthResult.NoKey _ ->
          throw unauthenticated("Send a key in X-API-Key, or as a bearer token.");
      case AuthResult.Refused _ -> throw unauthenticated("The key is unknown, revoked or expired.");
      case AuthResult.Deactivated(Caller caller) -> {
        requireSameTenant(call, pathTenant, caller);
        throw new RefusedException(
            ErrorCode.TENANT_DEACTIVATED, "The tenant was deactivated by its operator.");
      }
      case AuthResult.Known(Caller caller, Tenant tenant) -> {
        requireSameTenant(call, pathTenant, caller);
        yield new Entered(tenant, caller);
      }
    };
  }

  void requireOperator(HttpCall call) {
    if (!doorkeeper.isOperator(presented(call))) {
      throw unauthenticated("Send the operator token in X-API-Key, or as a bearer token.");
    }
  }

  static void requireRole(Caller caller, Set<Role> roles) {
    if (!roles.contains(caller.role())) {
      throw new RefusedException(
          ErrorCode.FORBIDDEN_ROLE,
          "A key with the role " + caller.role().wire() + " may not do this.");
    }
  }

  /** The same answer whether or not the other tenant exists. */
  private static void requireSameTenant(HttpCall call, String pathTenant, Caller caller) {
    String header = call.header("x-tenant-id");
    if (header == null || header.isBlank()) {
      throw new RefusedException(
          ErrorCode.TENANT_HEADER_MISSING, "Send the tenant of the path in X-Tenant-ID as well.");
    }
    if (!header.equals(pathTenant) || !caller.tenant().equals(pathTenant)) {
      throw new RefusedException(
          ErrorCode.TENANT_MISMATCH, "Path, X-Tenant-ID and key must be of the same tenant.");
    }
  }

  private static @Nullable String presented(HttpCall call) {
    String key = call.header("x-api-key");
    if (key != null) {
      return key.strip();
    }
    String authorization = call.header("authorization");
    if (authorization == null
        || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return null;
    }
    return authorization.substring(BEARER.length()).strip();
  }

  private static RefusedException unauthenticated(String detail) {
    return new RefusedException(
        Refusal.of(ErrorCode.UNAUTHENTICATED, detail)
            .withHeader("WWW-Authenticate", "Bearer realm=\"hub\""));
  }
}
