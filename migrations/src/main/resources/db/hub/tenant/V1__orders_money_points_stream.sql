-- One tenant's schema. Money is minor units of the row's currency; times are UTC.
-- Every statement may run twice: a script that was cut off half-way has left no mark and is run again from its start.

-- The tenant's events, gap-free by seq. The position (epoch, seq) is the tenant's row in the main schema's stream_heads.
CREATE TABLE IF NOT EXISTS events (
  seq  BIGINT      NOT NULL,
  id   CHAR(36)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  type VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  at   DATETIME(3) NOT NULL,
  -- Text, not JSON: a replayed event is byte for byte the live one.
  data MEDIUMTEXT  NOT NULL,
  PRIMARY KEY (seq),
  KEY events_by_time (at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS orders (
  id             CHAR(36)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  version        INT          NOT NULL,
  source         VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  external_id    VARCHAR(128) COLLATE utf8mb4_bin NULL,
  display_number VARCHAR(32)  NOT NULL,
  status         VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  requested_at   DATETIME(3)  NULL,
  currency       CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  total          BIGINT       NOT NULL,
  fulfillment    TEXT         NOT NULL,
  -- Items, amounts, customer and payments as JSON text; never changed after the order was placed.
  document       MEDIUMTEXT   NOT NULL,
  note           TEXT         NULL,
  reason         VARCHAR(500) NULL,
  placed_at      DATETIME(3)  NOT NULL,
  created_at     DATETIME(3)  NOT NULL,
  updated_at     DATETIME(3)  NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY orders_by_external (source, external_id),
  KEY orders_by_status (status, id),
  KEY orders_by_source (source, id),
  KEY orders_by_placed (placed_at),
  CONSTRAINT orders_source CHECK (source IN ('web', 'app', 'phone', 'woocommerce', 'shopify', 'pos', 'api')),
  CONSTRAINT orders_status CHECK (status IN
    ('scheduled', 'pending', 'accepted', 'preparing', 'ready', 'completed', 'rejected', 'cancelled')),
  CONSTRAINT orders_total CHECK (total >= 0),
  CONSTRAINT orders_version CHECK (version >= 1),
  -- Walk-in sales are recorded, never queued.
  CONSTRAINT orders_pos_never_waits CHECK (source <> 'pos' OR status NOT IN ('scheduled', 'pending'))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- The numbers guests are called by: they start again every business day.
CREATE TABLE IF NOT EXISTS order_numbers (
  business_date DATE NOT NULL,
  last_number   INT  NOT NULL,
  PRIMARY KEY (business_date),
  CONSTRAINT order_numbers_positive CHECK (last_number >= 0)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS gift_cards (
  id             CHAR(36)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- HMAC-SHA256 of the normalised code; the code itself is never stored.
  code_hash      BINARY(32)  NOT NULL,
  last4          CHAR(4)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  pin_hash       VARBINARY(64) NULL,
  status         VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  currency       CHAR(3)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  balance        BIGINT      NOT NULL,
  held           BIGINT      NOT NULL DEFAULT 0,
  initial_amount BIGINT      NOT NULL,
  -- Ledger rows written so far; the next row is entries + 1.
  entries        BIGINT      NOT NULL,
  expires_on     DATE        NULL,
  purchaser      TEXT        NULL,
  recipient      TEXT        NULL,
  order_id       VARCHAR(64) COLLATE utf8mb4_bin NULL,
  created_at     DATETIME(3) NOT NULL,
  updated_at     DATETIME(3) NOT NULL,
  last_used_at   DATETIME(3) NULL,
  PRIMARY KEY (id),
  UNIQUE KEY gift_cards_by_code (code_hash),
  CONSTRAINT gift_cards_status CHECK (status IN ('active', 'blocked', 'expired', 'inactive')),
  CONSTRAINT gift_cards_balance CHECK (balance >= 0),
  CONSTRAINT gift_cards_held CHECK (held >= 0 AND held <= balance),
  CONSTRAINT gift_cards_entries CHECK (entries >= 1)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Append-only. The amounts of a card sum to its balance, the held amounts to its held.
CREATE TABLE IF NOT EXISTS pos_gift_card_transactions (
  id              CHAR(36)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  card_id         CHAR(36)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  entry           BIGINT       NOT NULL,
  type            VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  amount          BIGINT       NOT NULL,
  held_amount     BIGINT       NOT NULL DEFAULT 0,
  balance_before  BIGINT       NOT NULL,
  balance_after   BIGINT       NOT NULL,
  currency        CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  order_id        VARCHAR(64)  COLLATE utf8mb4_bin NULL,
  terminal        VARCHAR(64)  COLLATE utf8mb4_bin NULL,
  note            VARCHAR(500) NULL,
  reason          VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  idempotency_key VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL,
  reverses_id     CHAR(36)     CHARACTER SET ascii COLLATE ascii_bin NULL,
  occurred_at     DATETIME(3)  NOT NULL,
  recorded_at     DATETIME(3)  NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY card_ledger_order (card_id, entry),
  KEY card_ledger_by_time (recorded_at),
  CONSTRAINT card_ledger_card FOREIGN KEY (card_id) REFERENCES gift_cards (id),
  CONSTRAINT card_ledger_type CHECK (type IN
    ('activate', 'redeem', 'load', 'hold', 'capture', 'release', 'reverse', 'adjust', 'expire')),
  CONSTRAINT card_ledger_adds_up CHECK (balance_after = balance_before + amount),
  CONSTRAINT card_ledger_balance CHECK (balance_before >= 0 AND balance_after >= 0)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- A customer is known by one phone in E.164; the row is the loyalty account.
CREATE TABLE IF NOT EXISTS customers (
  id              CHAR(36)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  phone           VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name            VARCHAR(120) NULL,
  points          BIGINT       NOT NULL,
  held_points     BIGINT       NOT NULL DEFAULT 0,
  lifetime_points BIGINT       NOT NULL,
  entries         BIGINT       NOT NULL,
  created_at      DATETIME(3)  NOT NULL,
  updated_at      DATETIME(3)  NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY customers_by_phone (phone),
  CONSTRAINT customers_points CHECK (points >= 0),
  CONSTRAINT customers_held CHECK (held_points >= 0 AND held_points <= points),
  CONSTRAINT customers_lifetime CHECK (lifetime_points >= 0),
  CONSTRAINT customers_entries CHECK (entries >= 1)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Append-only, like the card ledger.
CREATE TABLE IF NOT EXISTS pos_loyalty_transactions (
  id              CHAR(36)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  account_id      CHAR(36)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  entry           BIGINT       NOT NULL,
  type            VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  points          BIGINT       NOT NULL,
  held_points     BIGINT       NOT NULL DEFAULT 0,
  balance_before  BIGINT       NOT NULL,
  balance_after   BIGINT       NOT NULL,
  -- With these the account as it was after the row can be told again.
  held_after      BIGINT       NOT NULL,
  lifetime_after  BIGINT       NOT NULL,
  order_id        VARCHAR(64)  COLLATE utf8mb4_bin NULL,
  -- The order again where the row is an earn: an order earns once, for ever.
  earned_order_id VARCHAR(64)  COLLATE utf8mb4_bin NULL,
  reason          VARCHAR(200) NULL,
  terminal        VARCHAR(64)  COLLATE utf8mb4_bin NULL,
  note            VARCHAR(500) NULL,
  idempotency_key VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL,
  reverses_id     CHAR(36)     CHARACTER SET ascii COLLATE ascii_bin NULL,
  occurred_at     DATETIME(3)  NOT NULL,
  recorded_at     DATETIME(3)  NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY loyalty_ledger_order (account_id, entry),
  UNIQUE KEY loyalty_ledger_earned (earned_order_id),
  CONSTRAINT loyalty_ledger_account FOREIGN KEY (account_id) REFERENCES customers (id),
  CONSTRAINT loyalty_ledger_type CHECK (type IN
    ('earn', 'redeem', 'hold', 'capture', 'release', 'reverse', 'adjust', 'expire', 'merge')),
  CONSTRAINT loyalty_ledger_adds_up CHECK (balance_after = balance_before + points),
  CONSTRAINT loyalty_ledger_balance CHECK (balance_before >= 0 AND balance_after >= 0)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Every revision a register has uploaded for a day; none is ever changed.
CREATE TABLE IF NOT EXISTS pos_daily_reports (
  id          CHAR(36)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  report_date DATE        NOT NULL,
  register_id VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  revision    INT         NOT NULL,
  -- SHA-256 of the canonical submission: the same body again is recognised by it.
  fingerprint BINARY(32)  NOT NULL,
  document    MEDIUMTEXT  NOT NULL,
  created_at  DATETIME(3) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY pos_daily_reports_revision (report_date, register_id, revision),
  CONSTRAINT pos_daily_reports_positive CHECK (revision >= 1)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Every terminal that ever connected, and how far it has acknowledged the stream.
CREATE TABLE IF NOT EXISTS terminals (
  terminal      VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  epoch         VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- The head when the terminal first connected: where it starts until its first ack.
  started_seq   BIGINT       NOT NULL,
  acked_seq     BIGINT       NULL,
  remote        VARCHAR(64)  NULL,
  client        VARCHAR(200) NULL,
  first_seen_at DATETIME(3)  NOT NULL,
  connected_at  DATETIME(3)  NOT NULL,
  last_seen_at  DATETIME(3)  NOT NULL,
  PRIMARY KEY (terminal)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- What happened between the hub and the tills: connections, broadcasts, refusals. For people; nothing reads it to work.
CREATE TABLE IF NOT EXISTS pos_sync_logs (
  id       BIGINT       NOT NULL AUTO_INCREMENT,
  at       DATETIME(3)  NOT NULL,
  kind     VARCHAR(24)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  terminal VARCHAR(64)  NULL,
  remote   VARCHAR(64)  NULL,
  code     VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  seq      BIGINT       NULL,
  detail   VARCHAR(500) NULL,
  PRIMARY KEY (id),
  KEY pos_sync_logs_by_time (at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
