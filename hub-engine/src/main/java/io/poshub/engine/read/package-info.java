/**
 * Reads that many callers share: a small question is asked for all of them at once.
 *
 * <p>Any thread may ask; queries run on virtual threads. Owns no table.
 */
@NullMarked
package io.poshub.engine.read;

import org.jspecify.annotations.NullMarked;
