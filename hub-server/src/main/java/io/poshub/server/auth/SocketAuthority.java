package io.poshub.server.auth;

import io.poshub.engine.tenant.AuthResult;
import org.jspecify.annotations.Nullable;

/** Tells who wants to open a socket. Virtual threads: may ask the database. */
public interface SocketAuthority {

  AuthResult authenticate(@Nullable String presentedKey);

  /**
   * As {@link #authenticate} if that is known without asking the database, else null. Any thread.
   */
  @Nullable AuthResult recall(@Nullable String presentedKey);

  /** As {@link #authenticate}, with a ticket instead of a key; the ticket is used up. */
  AuthResult authenticateTicket(String ticket);
}
