-- The online shops a tenant was ever connected with: orders of different ones never meet.
-- Every statement may run twice: a script that was cut off half-way has left no mark and is run again from its start.

-- Never deleted: a shop that is connected again goes on with its orders. The first one's orders keep the shop's plain
-- ids; those of the others begin with the number, as in 2:5.
CREATE TABLE IF NOT EXISTS shops (
  connector VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  number    INT          NOT NULL,
  -- Host, port and folder, however the address was written.
  identity  VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (connector, number),
  UNIQUE KEY shops_by_identity (connector, identity),
  CONSTRAINT shops_number CHECK (number > 0)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
