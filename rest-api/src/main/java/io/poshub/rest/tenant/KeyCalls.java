package io.poshub.rest.tenant;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.tenant.IssuedKey;
import io.poshub.engine.tenant.Keys;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.Ids;
import io.poshub.protocol.json.Fields;
import io.poshub.protocol.tenant.KeyInfo;
import io.poshub.protocol.tenant.Role;
import io.poshub.rest.HttpReply;
import io.poshub.rest.KeyEvents;
import io.poshub.rest.RefusedException;
import io.poshub.rest.call.Answers;
import io.poshub.rest.call.CursorKind;
import io.poshub.rest.call.Paging;
import io.poshub.rest.call.Query;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What both operators and a tenant's admins do with keys. */
public final class KeyCalls {
  private static final int KEY_NAME_MAX_CHARS = 80;

  private final Keys keys;
  private final KeyEvents keyEvents;
  private final InstantSource clock;

  public KeyCalls(Keys keys, KeyEvents keyEvents, InstantSource clock) {
    this.keys = keys;
    this.keyEvents = keyEvents;
    this.clock = clock;
  }

  private record Issued(KeyInfo key, String secret) {}

  HttpReply list(String tenant, Query query) {
    Paging paging = Paging.of(query, CursorKind.KEYS);
    return paging.reply("keys", keys.list(tenant, paging.position(), paging.limit()));
  }

  HttpReply issue(String tenant, Fields fields) {
    Role role = fields.choice("role", Role.BY_WIRE);
    String name = fields.optionalText("name", KEY_NAME_MAX_CHARS);
    Instant expiresAt = expiry(fields);
    fields.check();
    IssuedKey issued = keys.issue(tenant, requireNonNull(role, "role is null"), name, expiresAt);
    return Answers.json(201, new Issued(issued.info(), issued.secret().reveal()));
  }

  HttpReply revoke(String tenant, String id) {
    String keyId = id.toLowerCase(Locale.ROOT);
    if (!Ids.isId(keyId) || !keys.revoke(tenant, keyId)) {
      throw new RefusedException(ErrorCode.KEY_NOT_FOUND, "The tenant has no key with that id.");
    }
    keyEvents.onKeyRevoked(keyId);
    return Answers.noContent();
  }

  private @Nullable Instant expiry(Fields fields) {
    Instant expiresAt = fields.optionalTime("expires_at");
    if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
      fields.reject("expires_at", "must be in the future");
    }
    return expiresAt;
  }
}
