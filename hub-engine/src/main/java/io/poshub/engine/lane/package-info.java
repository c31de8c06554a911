/**
 * Commands in, committed rows out: one lane a tenant.
 *
 * <p>Callers put commands into a bounded queue; a worker that has the lane's turn takes all that
 * gathered and runs it as ONE transaction: rows are locked set by set in a fixed order, the
 * commands decide in the order they arrived, changes are written set by set, events go to the
 * stream last. While one batch commits the next one gathers, so nothing waits for a timer and an
 * idle lane answers at once. What a batch has learnt and nobody else can change is there for the
 * next ones.
 *
 * <p>The lane knows no noun. A room brings its rows as a {@link io.poshub.engine.lane.RowSet} and
 * its decisions as a {@link io.poshub.engine.lane.Command}.
 */
@NullMarked
package io.poshub.engine.lane;

import org.jspecify.annotations.NullMarked;
