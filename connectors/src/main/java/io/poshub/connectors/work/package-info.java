/**
 * Works off the jobs: asks shops for orders and tells them what the tills did. Owns no table.
 * Timers' thread starts a job, a virtual thread of its own does it.
 */
@NullMarked
package io.poshub.connectors.work;

import org.jspecify.annotations.NullMarked;
