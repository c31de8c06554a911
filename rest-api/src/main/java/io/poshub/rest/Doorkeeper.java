package io.poshub.rest;

import io.poshub.engine.tenant.AuthResult;
import org.jspecify.annotations.Nullable;

/** Tells who holds a key. Implemented by the server, which shares its cache between both doors. */
public interface Doorkeeper {

  /** Virtual threads: asks the database when the key is not in the cache. */
  AuthResult authenticate(@Nullable String presentedKey);

  /**
   * As {@link #authenticate} if that is known without asking the database, else null. Any thread.
   */
  @Nullable AuthResult recall(@Nullable String presentedKey);

  /** Compares with the operator token in constant time. */
  boolean isOperator(@Nullable String presentedToken);
}
