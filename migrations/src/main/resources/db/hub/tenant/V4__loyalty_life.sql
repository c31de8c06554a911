-- Loyalty, the whole life: points that are held, rows that are undone, accounts that become one.
-- Every statement may run twice: a script that was cut off half-way has left no mark and is run again from its start.

-- Points that are reserved until they are taken, given back or lapse. A merge moves them to the account that stays.
CREATE TABLE IF NOT EXISTS loyalty_holds (
  id              CHAR(36)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  account_id      CHAR(36)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  points          BIGINT      NOT NULL,
  status          VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  captured_points BIGINT      NOT NULL DEFAULT 0,
  order_id        VARCHAR(64) COLLATE utf8mb4_bin NULL,
  expires_at      DATETIME(3) NOT NULL,
  created_at      DATETIME(3) NOT NULL,
  PRIMARY KEY (id),
  KEY loyalty_holds_open (account_id, status, expires_at),
  CONSTRAINT loyalty_holds_account FOREIGN KEY (account_id) REFERENCES customers (id),
  CONSTRAINT loyalty_holds_status CHECK (status IN ('open', 'captured', 'released', 'expired')),
  CONSTRAINT loyalty_holds_points CHECK (points > 0 AND captured_points BETWEEN 0 AND points)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- MySQL has no ADD COLUMN IF NOT EXISTS. Each ALTER happens whole or not at all.
SET @change = IF(
  EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = DATABASE()
          AND table_name = 'customers' AND column_name = 'merged_into'),
  'DO 0',
  'ALTER TABLE customers
     ADD COLUMN merged_into CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
     ADD COLUMN chain BINARY(32) NULL,
     ADD KEY customers_by_target (merged_into),
     ADD CONSTRAINT customers_target FOREIGN KEY (merged_into) REFERENCES customers (id),
     ADD CONSTRAINT customers_merged CHECK (merged_into IS NULL OR (points = 0 AND held_points = 0))');
PREPARE change_table FROM @change;
EXECUTE change_table;
DEALLOCATE PREPARE change_table;

-- A row is undone once: reverses_id is unique. amount is what an earn was counted from, in minor units.
SET @change = IF(
  EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = DATABASE()
          AND table_name = 'pos_loyalty_transactions' AND column_name = 'hold_id'),
  'DO 0',
  'ALTER TABLE pos_loyalty_transactions
     ADD COLUMN amount BIGINT NULL,
     ADD COLUMN hold_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
     ADD COLUMN other_account_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
     ADD COLUMN chain BINARY(32) NULL,
     ADD UNIQUE KEY loyalty_ledger_reverses (reverses_id),
     ADD KEY loyalty_ledger_by_key (idempotency_key)');
PREPARE change_table FROM @change;
EXECUTE change_table;
DEALLOCATE PREPARE change_table;
