/**
 * Reads that many callers share: a small question is asked for all of them at once, and what was
 * asked for together is not asked for again together.
 *
 * <p>Any thread may ask; queries run on virtual threads. Owns no table.
 */
@NullMarked
package io.poshub.engine.read;

import org.jspecify.annotations.NullMarked;
