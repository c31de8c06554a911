-- Which tenants are connected with an online shop.
-- Every statement may run twice: a script that was cut off half-way has left no mark and is run again from its start.

CREATE TABLE IF NOT EXISTS shop_connections (
  tenant                VARCHAR(31)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  connector             VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  store_url             VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- Both keys and the webhooks' secret, encrypted; the key to them is not in the database.
  secrets               VARBINARY(2000) NOT NULL,
  key_ends              VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  sync_interval_minutes INT          NOT NULL,
  days_back             INT          NOT NULL,
  retention_days        INT          NOT NULL,
  status_map            VARCHAR(2000) NOT NULL,
  time_zone             VARCHAR(64)  NULL,
  currency              VARCHAR(8)   NULL,
  shop_version          VARCHAR(32)  NULL,
  webhooks              VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- Up to here, by the shop's clock, every change has been seen.
  cursor_at             DATETIME(3)  NULL,
  last_sync_at          DATETIME(3)  NULL,
  next_sync_at          DATETIME(3)  NULL,
  last_error            VARCHAR(500) NULL,
  last_error_at         DATETIME(3)  NULL,
  failures              INT          NOT NULL DEFAULT 0,
  -- One sweep at a time, on whatever node: it holds a lease and renews it.
  lease                 CHAR(36)     CHARACTER SET ascii COLLATE ascii_bin NULL,
  lease_until           DATETIME(3)  NULL,
  requested_from        DATETIME(3)  NULL,
  sync_started_at       DATETIME(3)  NULL,
  orders_seen           INT          NOT NULL DEFAULT 0,
  orders_total          INT          NULL,
  created_at            DATETIME(3)  NOT NULL,
  updated_at            DATETIME(3)  NOT NULL,
  PRIMARY KEY (tenant, connector),
  CONSTRAINT shop_connections_tenant FOREIGN KEY (tenant) REFERENCES tenants (slug)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
