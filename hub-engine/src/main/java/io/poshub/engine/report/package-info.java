/**
 * Daily reports: uploaded once, revised openly, compared with what the hub itself knows.
 *
 * <p>Owns {@code pos_daily_reports} of each tenant's schema (report_date + register_id + revision
 * unique); no row is ever changed. Commands run on the lane's thread, queries on any virtual
 * thread.
 */
@NullMarked
package io.poshub.engine.report;

import org.jspecify.annotations.NullMarked;
