/**
 * Everything that shall happen later, whatever the noun: durable timers.
 *
 * <p>Owns in the main schema, so that one query serves all tenants:
 *
 * <pre>
 *   timers (tenant + kind + ref, due_at, attempts, last_error, dead_at)
 * </pre>
 *
 * A command sets a timer through {@link io.poshub.engine.timer.TimerSet}, in the transaction of its
 * cause. {@link io.poshub.engine.timer.Timers} picks what is due and hands it to the handler of its
 * kind, whose command drops or resets the timer in the transaction of its effect. So the effect
 * happens once, however many nodes look and whenever one of them dies. What fails comes again after
 * a back-off, and is given up after {@link io.poshub.engine.timer.Timers#ATTEMPTS_MAX} attempts;
 * people can list what was given up and have it tried again.
 *
 * <p>The set lives on the lane's thread, the rest on virtual threads.
 */
@NullMarked
package io.poshub.engine.timer;

import org.jspecify.annotations.NullMarked;
