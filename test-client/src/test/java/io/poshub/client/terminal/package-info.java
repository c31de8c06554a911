/** Journeys of a till against a hub that the tests play, in time that the tests move. */
@NullMarked
package io.poshub.client.terminal;

import org.jspecify.annotations.NullMarked;
