-- What a gift card goes through: holds, reversals, blocks; and a chain through its ledger.
-- Every statement may run twice: a script that was cut off half-way has left no mark and is run again from its start.

CREATE TABLE IF NOT EXISTS gift_card_holds (
  id              CHAR(36)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  card_id         CHAR(36)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  amount          BIGINT      NOT NULL,
  status          VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  captured_amount BIGINT      NULL,
  order_id        VARCHAR(64) COLLATE utf8mb4_bin NULL,
  expires_at      DATETIME(3) NOT NULL,
  created_at      DATETIME(3) NOT NULL,
  resolved_at     DATETIME(3) NULL,
  PRIMARY KEY (id),
  KEY gift_card_holds_by_card (card_id, status, expires_at),
  CONSTRAINT gift_card_holds_card FOREIGN KEY (card_id) REFERENCES gift_cards (id),
  CONSTRAINT gift_card_holds_status CHECK (status IN ('open', 'captured', 'released', 'expired')),
  CONSTRAINT gift_card_holds_amount CHECK (amount > 0),
  CONSTRAINT gift_card_holds_captured CHECK (captured_amount IS NULL OR captured_amount BETWEEN 1 AND amount)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Who changed a card's status, when and why. Append-only.
CREATE TABLE IF NOT EXISTS gift_card_status_notes (
  id              CHAR(36)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  card_id         CHAR(36)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  status          VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  reason          VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  terminal        VARCHAR(64)  COLLATE utf8mb4_bin NULL,
  note            VARCHAR(500) NULL,
  idempotency_key VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL,
  at              DATETIME(3)  NOT NULL,
  PRIMARY KEY (id),
  KEY gift_card_status_notes_by_card (card_id, at),
  CONSTRAINT gift_card_status_notes_card FOREIGN KEY (card_id) REFERENCES gift_cards (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- MySQL cannot add a column only if it is missing, so the question is put first.
-- The chain of the card's last ledger row; NULL while all its rows are older than chains.
SET @change = IF(
  (SELECT COUNT(*) FROM information_schema.columns
   WHERE table_schema = DATABASE() AND table_name = 'gift_cards' AND column_name = 'chain') > 0,
  'DO 0',
  'ALTER TABLE gift_cards ADD COLUMN chain BINARY(32) NULL');
PREPARE change_table FROM @change;
EXECUTE change_table;
DEALLOCATE PREPARE change_table;

-- chain: SHA-256 over the chain of the card's row before and everything this row says; NULL in older rows.
-- One reversal per row, whatever two nodes do. The last index answers what all cards held
-- at the end of a day, and takes the place of one by time alone.
SET @change = IF(
  (SELECT COUNT(*) FROM information_schema.columns
   WHERE table_schema = DATABASE() AND table_name = 'pos_gift_card_transactions' AND column_name = 'chain') > 0,
  'DO 0',
  'ALTER TABLE pos_gift_card_transactions
     ADD COLUMN hold_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
     ADD COLUMN chain BINARY(32) NULL,
     ADD UNIQUE KEY card_ledger_reverses (reverses_id),
     ADD KEY card_ledger_by_key (idempotency_key),
     ADD KEY card_ledger_liability (recorded_at, type, amount, card_id),
     DROP KEY card_ledger_by_time');
PREPARE change_table FROM @change;
EXECUTE change_table;
DEALLOCATE PREPARE change_table;
