/**
 * The hub's own MariaDB: unpacked once, installed once, started, watched and stopped.
 *
 * <p>Knows nothing of the hub. Blocks the caller; meant for the main thread and for tests.
 *
 * <pre>
 * {data folder}/hub.lock              held by the one live hub; names its process
 *               mariadb/password      0600, written before the database it opens
 *               mariadb/bin-{version} the server's program (or in a cache shared by several folders)
 *               mariadb/install.tmp   an installation that is not complete; thrown away by the next start
 *               mariadb/data          complete from the moment it exists: renamed from install.tmp
 *               mariadb/port, pid     of the running server
 *               mariadb/error.log     the server's own words, with those of the start before in error.log.1
 * </pre>
 */
@NullMarked
package io.poshub.mariadb;

import org.jspecify.annotations.NullMarked;
