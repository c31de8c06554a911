-- Webhooks and what is on its way to them.
-- Every statement may run twice: a script that was cut off half-way has left no mark and is run again from its start.

CREATE TABLE IF NOT EXISTS webhooks (
  id              CHAR(36)       CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  url             VARCHAR(2048)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- Event types, separated by commas.
  events          VARCHAR(500)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- Encrypted under the tenant's own key, which is in the main schema.
  secret          VARBINARY(255) NOT NULL,
  status          VARCHAR(16)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  created_at      DATETIME(3)    NOT NULL,
  last_success_at DATETIME(3)    NULL,
  last_failure_at DATETIME(3)    NULL,
  failing_since   DATETIME(3)    NULL,
  disabled_reason VARCHAR(16)    CHARACTER SET ascii COLLATE ascii_bin NULL,
  given_up        BIGINT         NOT NULL DEFAULT 0,
  PRIMARY KEY (id),
  CONSTRAINT webhooks_status CHECK (status IN ('active', 'disabled')),
  CONSTRAINT webhooks_given_up CHECK (given_up >= 0)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- One row per event and webhook. No foreign key: a webhook is deleted at once, its deliveries little by little.
CREATE TABLE IF NOT EXISTS webhook_deliveries (
  id              CHAR(36)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  webhook_id      CHAR(36)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  event_id        CHAR(36)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  type            VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- The event as the sockets see it; a copy, because deliveries may be tried for longer than events are kept. NULL once over.
  body            MEDIUMTEXT  NULL,
  status          VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  attempt         INT         NOT NULL DEFAULT 0,
  response_status INT         NULL,
  error           VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL,
  at              DATETIME(3) NOT NULL,
  next_at         DATETIME(3) NULL,
  PRIMARY KEY (id),
  UNIQUE KEY webhook_deliveries_once (webhook_id, event_id),
  KEY webhook_deliveries_list (webhook_id, id),
  KEY webhook_deliveries_fresh (webhook_id, status, attempt, id),
  KEY webhook_deliveries_due (webhook_id, status, next_at),
  KEY webhook_deliveries_by_time (status, at),
  CONSTRAINT webhook_deliveries_status CHECK (status IN ('pending', 'delivered', 'failed')),
  CONSTRAINT webhook_deliveries_attempt CHECK (attempt >= 0)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
