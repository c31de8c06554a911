/**
 * Measurements of the whole hub and of its parts, each one command. Runs on a machine of its own,
 * never in tests.
 */
@NullMarked
package io.poshub.bench;

import org.jspecify.annotations.NullMarked;
