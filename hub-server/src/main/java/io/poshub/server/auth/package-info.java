/**
 * Who is calling: one answer for both doors, cached, and revocable within seconds.
 *
 * <p>Asking the database runs on virtual threads; the watch is a step on a timer's thread.
 */
@NullMarked
package io.poshub.server.auth;

import org.jspecify.annotations.NullMarked;
