/**
 * Deductions through the lane against one transaction per call, on the same database and pool:
 * inside this process, so that nothing but the two ways to commit differs.
 */
@NullMarked
package io.poshub.bench.ledger;

import org.jspecify.annotations.NullMarked;
