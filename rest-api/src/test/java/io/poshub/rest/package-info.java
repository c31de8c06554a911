/** The door's tests: through requests and answers, on the real engine and the real database. */
@NullMarked
package io.poshub.rest;

import org.jspecify.annotations.NullMarked;
