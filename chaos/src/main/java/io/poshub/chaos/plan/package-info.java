/**
 * What happens in each round, worked out from a seed alone: who writes what, which till does what,
 * which fault strikes when. Pure values and one pure planner; any thread.
 */
@NullMarked
package io.poshub.chaos.plan;

import org.jspecify.annotations.NullMarked;
