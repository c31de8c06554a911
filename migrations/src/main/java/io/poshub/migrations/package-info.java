/**
 * Brings the hub's schemas up to date with the SQL under {@code db/hub/main} and {@code
 * db/hub/tenant}.
 *
 * <p>Knows no hub class. Blocks the caller; many tenants are migrated at once on virtual threads.
 * In each schema it owns the table {@code flyway_schema_history}.
 */
@NullMarked
package io.poshub.migrations;

import org.jspecify.annotations.NullMarked;
