-- The hub's own schema: who the tenants are, who may call, and where each tenant's stream stands.
-- Every statement may run twice: a script that was cut off half-way has left no mark and is run again from its start.

CREATE TABLE IF NOT EXISTS tenants (
  slug        VARCHAR(31)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name        VARCHAR(120) NOT NULL,
  currency    CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  time_zone   VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  country     CHAR(2)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  active      BOOLEAN      NOT NULL DEFAULT TRUE,
  -- Keys the HMAC of the tenant's gift-card codes. Kept apart from the cards' own schema, so that a copy of that
  -- schema alone does not let anyone try codes against it.
  card_key    BINARY(32)   NOT NULL,
  created_at  DATETIME(3)  NOT NULL,
  updated_at  DATETIME(3)  NOT NULL,
  PRIMARY KEY (slug),
  KEY tenants_by_change (updated_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS api_keys (
  id           CHAR(36)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  tenant       VARCHAR(31) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  role         VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name         VARCHAR(80) NULL,
  key_hash     BINARY(32)  NOT NULL,
  prefix       VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  last4        CHAR(4)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  created_at   DATETIME(3) NOT NULL,
  expires_at   DATETIME(3) NULL,
  revoked_at   DATETIME(3) NULL,
  last_used_at DATETIME(3) NULL,
  PRIMARY KEY (id),
  UNIQUE KEY api_keys_by_hash (key_hash),
  KEY api_keys_by_tenant (tenant, id),
  KEY api_keys_by_revocation (revoked_at),
  CONSTRAINT api_keys_tenant FOREIGN KEY (tenant) REFERENCES tenants (slug),
  CONSTRAINT api_keys_role CHECK (role IN ('terminal', 'platform', 'admin'))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- One row per tenant, locked last in every writing transaction and held to commit: commit order is seq order.
CREATE TABLE IF NOT EXISTS stream_heads (
  tenant VARCHAR(31) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  epoch  VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  seq    BIGINT      NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant),
  CONSTRAINT stream_heads_tenant FOREIGN KEY (tenant) REFERENCES tenants (slug),
  CONSTRAINT stream_heads_seq CHECK (seq >= 0)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- One-use admission for browsers, which cannot send a key with an upgrade.
CREATE TABLE IF NOT EXISTS ws_tickets (
  ticket_hash BINARY(32)  NOT NULL,
  tenant      VARCHAR(31) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  key_id      CHAR(36)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  expires_at  DATETIME(3) NOT NULL,
  PRIMARY KEY (ticket_hash),
  KEY ws_tickets_by_expiry (expires_at),
  CONSTRAINT ws_tickets_key FOREIGN KEY (key_id) REFERENCES api_keys (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- The hub processes that serve this database; a row that was not renewed lately is a process that is gone.
CREATE TABLE IF NOT EXISTS hub_nodes (
  node       CHAR(36)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  started_at DATETIME(3) NOT NULL,
  seen_at    DATETIME(3) NOT NULL,
  PRIMARY KEY (node),
  KEY hub_nodes_by_sight (seen_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Orders that become pending later; written in the transaction that schedules the order, so none can be forgotten.
-- Here and not beside the orders, so that one query serves all tenants.
CREATE TABLE IF NOT EXISTS scheduled_orders (
  tenant   VARCHAR(31) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  order_id CHAR(36)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  due_at   DATETIME(3) NOT NULL,
  PRIMARY KEY (tenant, order_id),
  KEY scheduled_orders_by_time (due_at),
  CONSTRAINT scheduled_orders_tenant FOREIGN KEY (tenant) REFERENCES tenants (slug)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
