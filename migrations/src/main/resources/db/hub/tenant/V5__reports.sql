-- Daily reports are compared with what happened on their day, whenever the hub was told of it.
-- Every statement may run twice: a script that was cut off half-way has left no mark and is run again from its start.

-- MySQL has no CREATE INDEX IF NOT EXISTS.
SET @make_index = IF(
  EXISTS (SELECT 1 FROM information_schema.statistics WHERE table_schema = DATABASE()
          AND table_name = 'pos_gift_card_transactions' AND index_name = 'card_ledger_by_occurrence'),
  'DO 0',
  'CREATE INDEX card_ledger_by_occurrence ON pos_gift_card_transactions (occurred_at)');
PREPARE make_index FROM @make_index;
EXECUTE make_index;
DEALLOCATE PREPARE make_index;
