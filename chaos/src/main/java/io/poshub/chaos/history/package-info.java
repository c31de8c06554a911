/**
 * What was seen from outside while a hub was tormented: the stream, what each terminal received,
 * what each writer was answered, what the ledgers say. Immutable values; any thread.
 */
@NullMarked
package io.poshub.chaos.history;

import org.jspecify.annotations.NullMarked;
