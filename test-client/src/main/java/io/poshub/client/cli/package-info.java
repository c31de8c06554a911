/**
 * The command line: a till to watch, and the operator's commands.
 *
 * <p>Commands run on the main thread; a till's events are printed by the till's own thread. Exit
 * codes: 0 done, 1 refused or failed, 2 wrong usage.
 */
@NullMarked
package io.poshub.client.cli;

import org.jspecify.annotations.NullMarked;
