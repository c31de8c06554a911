/**
 * What every resource needs to read a request and to write an answer: path and query text, paging,
 * conditional reads, JSON bodies.
 *
 * <p>Values without threads of their own; each request's objects stay on its virtual thread.
 */
@NullMarked
package io.poshub.rest.call;

import org.jspecify.annotations.NullMarked;
