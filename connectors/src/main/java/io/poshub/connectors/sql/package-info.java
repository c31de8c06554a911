/**
 * How the connectors' rooms run their statements. Owns no table; runs on the thread of whoever has
 * the connection.
 */
@NullMarked
package io.poshub.connectors.sql;

import org.jspecify.annotations.NullMarked;
