/**
 * A hub to play against: a small HTTP and WebSocket server over plain sockets, every step of which
 * a test decides. One virtual thread per connection.
 */
@NullMarked
package io.poshub.client.fakehub;

import org.jspecify.annotations.NullMarked;
