/**
 * A terminal's socket, from the request to upgrade to its last byte.
 *
 * <p>A {@link io.poshub.server.session.Session} lives on its event loop and nowhere else; others
 * ask it for things through methods that say so. Whatever needs the database at the upgrade runs on
 * a virtual thread before the 101.
 */
@NullMarked
package io.poshub.server.session;

import org.jspecify.annotations.NullMarked;
