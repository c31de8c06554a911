-- What people and tills do with an order: who was told, who looked, who prints.
-- Every statement may run twice: a script that was cut off half-way has left no mark and is run again from its start.

-- One row an order; an order that is older than this table has none until somebody handles it.
CREATE TABLE IF NOT EXISTS order_handling (
  order_id         CHAR(36)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- Rows of order_history written so far.
  entries          INT         NOT NULL DEFAULT 0,
  -- Where its new_order stands in the stream.
  announced_epoch  VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL,
  announced_seq    BIGINT      NULL,
  pending_at       DATETIME(3) NULL,
  due_at           DATETIME(3) NULL,
  delivered_at     DATETIME(3) NULL,
  delivered_by     VARCHAR(64) COLLATE utf8mb4_bin NULL,
  seen_at          DATETIME(3) NULL,
  seen_by          VARCHAR(64) COLLATE utf8mb4_bin NULL,
  accepted_at      DATETIME(3) NULL,
  accepted_by      VARCHAR(64) COLLATE utf8mb4_bin NULL,
  -- Who may print now. The fence outlives the lease: the next claim gets a higher one.
  claim_terminal   VARCHAR(64) COLLATE utf8mb4_bin NULL,
  claim_fence      BIGINT      NOT NULL DEFAULT 0,
  claim_expires_at DATETIME(3) NULL,
  print_count      INT         NOT NULL DEFAULT 0,
  -- The fence under which it was printed; NULL while it was not, or only by a reprint.
  printed_fence    BIGINT      NULL,
  printed_at       DATETIME(3) NULL,
  printed_by       VARCHAR(64) COLLATE utf8mb4_bin NULL,
  PRIMARY KEY (order_id),
  KEY order_handling_by_seq (announced_seq),
  CONSTRAINT order_handling_order FOREIGN KEY (order_id) REFERENCES orders (id),
  CONSTRAINT order_handling_claim CHECK ((claim_terminal IS NULL) = (claim_expires_at IS NULL)),
  CONSTRAINT order_handling_fence CHECK (claim_fence >= 0 AND (printed_fence IS NULL OR printed_fence <= claim_fence)),
  CONSTRAINT order_handling_prints CHECK (print_count >= 0 AND (print_count = 0) = (printed_by IS NULL))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Who did what to an order on which terminal. Append-only.
CREATE TABLE IF NOT EXISTS order_history (
  order_id    CHAR(36)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  n           INT          NOT NULL,
  at          DATETIME(3)  NOT NULL,
  action      VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  terminal    VARCHAR(64)  COLLATE utf8mb4_bin NULL,
  from_status VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  to_status   VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  reason      VARCHAR(500) NULL,
  PRIMARY KEY (order_id, n),
  CONSTRAINT order_history_order FOREIGN KEY (order_id) REFERENCES orders (id),
  CONSTRAINT order_history_action CHECK (action IN ('status', 'claimed', 'released', 'printed', 'reprinted', 'seen')),
  CONSTRAINT order_history_status CHECK
    ((action = 'status') = (from_status IS NOT NULL) AND (action = 'status') = (to_status IS NOT NULL))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Up to where a terminal was sent the stream or acknowledged it, and when: the events after from_seq up to to_seq.
-- Only steps over a new_order are kept. No foreign key to terminals: a checkpoint may outlive its terminal.
CREATE TABLE IF NOT EXISTS terminal_progress (
  kind     VARCHAR(8)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  terminal VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  epoch    VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  to_seq   BIGINT      NOT NULL,
  from_seq BIGINT      NOT NULL,
  at       DATETIME(3) NOT NULL,
  PRIMARY KEY (kind, terminal, epoch, to_seq, from_seq),
  KEY terminal_progress_by_time (at),
  CONSTRAINT terminal_progress_kind CHECK (kind IN ('sent', 'acked')),
  CONSTRAINT terminal_progress_range CHECK (from_seq < to_seq)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
