/**
 * The HTTP door as the server sees it: complete requests in, complete answers out, and what the
 * door needs of the server.
 *
 * <p>Everything else of the door lives below: {@code door} finds the route and lets callers in,
 * {@code call} reads requests and writes answers, and there is a package per noun. Those see this
 * package; it sees none of them. Runs on virtual threads.
 */
@NullMarked
package io.poshub.rest;

import org.jspecify.annotations.NullMarked;
