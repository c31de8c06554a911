/**
 * The stream over plain HTTP, for terminals that cannot hold a socket. A read runs on the request's
 * virtual thread; one that waits gives its thread back and answers on another.
 */
@NullMarked
package io.poshub.rest.stream;

import org.jspecify.annotations.NullMarked;
