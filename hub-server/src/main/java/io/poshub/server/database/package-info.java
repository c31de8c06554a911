/**
 * The database the hub runs on: its own, watched and started again when it dies, or the user's.
 *
 * <p>Runs on the main thread at start, and on a thread of its own when a dead server has to be
 * replaced.
 */
@NullMarked
package io.poshub.server.database;

import org.jspecify.annotations.NullMarked;
