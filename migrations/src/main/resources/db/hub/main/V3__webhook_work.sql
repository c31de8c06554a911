-- Which webhooks have something to do, of all tenants, so that one query finds them.
-- Every statement may run twice: a script that was cut off half-way has left no mark and is run again from its start.

-- One row per webhook that is delivered to. It has work when its tenant's stream is beyond after_seq, or next_at is over.
CREATE TABLE IF NOT EXISTS webhook_work (
  tenant       VARCHAR(31) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  webhook_id   CHAR(36)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- How far the stream has been turned into deliveries.
  epoch        VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  after_seq    BIGINT      NOT NULL,
  -- When the earliest of its waiting deliveries is due.
  next_at      DATETIME(3) NULL,
  -- Who delivers, until when nobody else does.
  leased_by    CHAR(36)    CHARACTER SET ascii COLLATE ascii_bin NULL,
  leased_until DATETIME(3) NULL,
  PRIMARY KEY (tenant, webhook_id),
  CONSTRAINT webhook_work_tenant FOREIGN KEY (tenant) REFERENCES tenants (slug),
  CONSTRAINT webhook_work_seq CHECK (after_seq >= 0)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
