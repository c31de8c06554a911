/** The command line of the measurements. Runs on a machine of its own, never in tests. */
@NullMarked
package io.poshub.bench;

import org.jspecify.annotations.NullMarked;
