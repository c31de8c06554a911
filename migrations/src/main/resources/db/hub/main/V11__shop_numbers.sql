-- Which of the tenant's shops is the connected one; the numbers are in the tenant's schema.
-- Every statement may run twice: a script that was cut off half-way has left no mark and is run again from its start.

-- Until now a tenant's shops were not told apart: the connected one is its first.
SET @change = IF(
  EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = DATABASE()
          AND table_name = 'shop_connections' AND column_name = 'shop'),
  'DO 0',
  'ALTER TABLE shop_connections ADD COLUMN shop INT NOT NULL DEFAULT 1');
PREPARE change_table FROM @change;
EXECUTE change_table;
DEALLOCATE PREPARE change_table;
