/**
 * The HTTP door: from a complete request to a complete answer, without a socket and without SQL.
 *
 * <p>Runs on virtual threads; the gateway hands requests in and writes answers out.
 */
@NullMarked
package io.poshub.rest;

import org.jspecify.annotations.NullMarked;
