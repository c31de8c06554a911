-- One table for everything that shall happen later, of all tenants.
-- Every statement may run twice: a script that was cut off half-way has left no mark and is run again from its start.

-- Written in the transaction of its cause, so none can be forgotten; gone with the transaction of its effect.
CREATE TABLE IF NOT EXISTS timers (
  tenant     VARCHAR(31)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  kind       VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- What it is about, in the words of its kind.
  ref        VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  due_at     DATETIME(3)  NOT NULL,
  attempts   INT          NOT NULL DEFAULT 0,
  last_error VARCHAR(120) CHARACTER SET ascii COLLATE ascii_bin NULL,
  -- When it was given up: nobody tries it again until a person says so.
  dead_at    DATETIME(3)  NULL,
  PRIMARY KEY (tenant, kind, ref),
  KEY timers_by_time (dead_at, due_at),
  CONSTRAINT timers_tenant FOREIGN KEY (tenant) REFERENCES tenants (slug),
  CONSTRAINT timers_attempts CHECK (attempts >= 0)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- The scheduled orders move over. Made again first, for a script that was cut off after its last statement.
CREATE TABLE IF NOT EXISTS scheduled_orders (
  tenant   VARCHAR(31) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  order_id CHAR(36)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  due_at   DATETIME(3) NOT NULL,
  PRIMARY KEY (tenant, order_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

INSERT IGNORE INTO timers (tenant, kind, ref, due_at)
SELECT tenant, 'release_order', order_id, due_at FROM scheduled_orders;

DROP TABLE IF EXISTS scheduled_orders;
