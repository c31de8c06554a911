-- What the online shop has told of its orders, and what it is to be told.
-- Every statement may run twice: a script that was cut off half-way has left no mark and is run again from its start.

CREATE TABLE IF NOT EXISTS shop_orders (
  connector   VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  external_id VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- The hub's order, once there is one.
  order_id    CHAR(36)     CHARACTER SET ascii COLLATE ascii_bin NULL,
  state       VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- The shop's status and time of change as both sides know them.
  shop_status VARCHAR(64)  NOT NULL,
  modified_at DATETIME(3)  NOT NULL,
  -- The hub's status the shop has been told of, or has told.
  told_status VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  problem     VARCHAR(500) NULL,
  -- Who was followed when both sides had changed the status.
  last_writer VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NULL,
  conflict_at DATETIME(3)  NULL,
  -- As the shop sent it.
  body        MEDIUMTEXT   NOT NULL,
  created_at  DATETIME(3)  NOT NULL,
  updated_at  DATETIME(3)  NOT NULL,
  PRIMARY KEY (connector, external_id),
  KEY shop_orders_by_order (order_id),
  KEY shop_orders_by_state (connector, state),
  CONSTRAINT shop_orders_state CHECK (state IN ('waiting', 'imported', 'unmappable', 'gone'))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS shop_jobs (
  id          CHAR(36)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  connector   VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  kind        VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  external_id VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  order_id    CHAR(36)     CHARACTER SET ascii COLLATE ascii_bin NULL,
  -- The hub's status to tell, and the shop's word for it.
  hub_status  VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  shop_status VARCHAR(64)  NULL,
  state       VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  attempts    INT          NOT NULL DEFAULT 0,
  due_at      DATETIME(3)  NOT NULL,
  first_at    DATETIME(3)  NULL,
  last_error  VARCHAR(200) NULL,
  created_at  DATETIME(3)  NOT NULL,
  updated_at  DATETIME(3)  NOT NULL,
  PRIMARY KEY (id),
  -- The jobs of an order, in order.
  KEY shop_jobs_by_order (connector, external_id, state, id),
  KEY shop_jobs_by_hub_order (order_id, state),
  KEY shop_jobs_by_state (state, updated_at),
  CONSTRAINT shop_jobs_state CHECK (state IN ('waiting', 'running', 'done', 'dead')),
  CONSTRAINT shop_jobs_attempts CHECK (attempts >= 0)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
