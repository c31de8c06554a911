/** The command line against a hub that the tests play. */
@NullMarked
package io.poshub.client.cli;

import org.jspecify.annotations.NullMarked;
