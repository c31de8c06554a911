/**
 * The port: connections, HTTP/1.1, and where a request goes.
 *
 * <p>Everything here runs on event loops and never blocks; requests are answered on virtual threads
 * and their answers come back to the loop.
 */
@NullMarked
package io.poshub.server.net;

import org.jspecify.annotations.NullMarked;
