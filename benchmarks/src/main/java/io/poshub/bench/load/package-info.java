/**
 * Load: a swarm of WebSockets that one thread reads ({@link Swarm}), and HTTP calls that another
 * one sends and whose answers it reads ({@link HttpLoad}). Both look at no more of the bytes than
 * they must, so that it is the server that is measured.
 */
@NullMarked
package io.poshub.bench.load;

import org.jspecify.annotations.NullMarked;
