package io.poshub.engine.tenant;

/** Brings a tenant's schema up to date, creating it if it is missing. Blocks. */
@FunctionalInterface
public interface SchemaMigrator {
  void migrateTenant(String schema);
}
