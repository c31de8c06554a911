/** What all metrics have in common. Any thread. */
@NullMarked
package io.poshub.server.metrics;

import org.jspecify.annotations.NullMarked;
