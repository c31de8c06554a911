-- What an order was paid with is found by the order.
-- Every statement may run twice: a script that was cut off half-way has left no mark and is run again from its start.

-- MySQL cannot add an index only if it is missing, so the question is put first.
SET @change = IF(
  (SELECT COUNT(*) FROM information_schema.statistics
   WHERE table_schema = DATABASE() AND table_name = 'pos_gift_card_transactions'
     AND index_name = 'card_ledger_by_order') > 0,
  'DO 0',
  'ALTER TABLE pos_gift_card_transactions ADD KEY card_ledger_by_order (order_id)');
PREPARE change_table FROM @change;
EXECUTE change_table;
DEALLOCATE PREPARE change_table;

SET @change = IF(
  (SELECT COUNT(*) FROM information_schema.statistics
   WHERE table_schema = DATABASE() AND table_name = 'pos_loyalty_transactions'
     AND index_name = 'loyalty_ledger_by_order') > 0,
  'DO 0',
  'ALTER TABLE pos_loyalty_transactions ADD KEY loyalty_ledger_by_order (order_id)');
PREPARE change_table FROM @change;
EXECUTE change_table;
DEALLOCATE PREPARE change_table;
