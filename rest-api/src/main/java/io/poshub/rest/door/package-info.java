/**
 * From a complete request to the resource that answers it: find the route, let the caller in, count
 * it against its budget, read the body, answer, and turn whatever was thrown into a problem.
 *
 * <p>{@link io.poshub.rest.door.Routes} is the list of every endpoint. Runs on the request's
 * virtual thread; a long-poll answers on another.
 */
@NullMarked
package io.poshub.rest.door;

import org.jspecify.annotations.NullMarked;
