-- Calls that must not happen twice, and the tenant's settings.
-- Every statement may run twice: a script that was cut off half-way has left no mark and is run again from its start.

-- One row per Idempotency-Key that was ever used; written in the transaction of its call. The answer goes after its
-- time, the row never does: a key can have no second effect, however late it comes back.
CREATE TABLE IF NOT EXISTS idempotency_keys (
  idempotency_key VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- HMAC-SHA256 of method, path and canonical body: what "the same request" means.
  fingerprint     BINARY(32)   NOT NULL,
  -- NULL only inside the transaction that claims the key, so no other ever sees that.
  status          SMALLINT     NULL,
  -- Method, path, location and body, encrypted: paths and answers may hold a gift card's code.
  answer          MEDIUMBLOB   NULL,
  created_at      DATETIME(3)  NOT NULL,
  -- When the answer may go; NULL once it is gone, so that pruning never meets the row again.
  expires_at      DATETIME(3)  NULL,
  PRIMARY KEY (idempotency_key),
  KEY idempotency_keys_by_expiry (expires_at),
  CONSTRAINT idempotency_keys_status CHECK (status BETWEEN 200 AND 299 OR status = 409)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- At most one row; without it the defaults hold.
CREATE TABLE IF NOT EXISTS settings (
  id         TINYINT     NOT NULL,
  document   MEDIUMTEXT  NOT NULL,
  version    INT         NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT settings_single CHECK (id = 1),
  CONSTRAINT settings_version CHECK (version >= 1)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
