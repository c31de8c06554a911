/**
 * The one place that knows how the database is reached: the pool, schema names, transactions, and
 * what the server's error codes mean.
 *
 * <p>Everything here blocks and runs on virtual threads, never on an event loop.
 */
@NullMarked
package io.poshub.engine.sql;

import org.jspecify.annotations.NullMarked;
