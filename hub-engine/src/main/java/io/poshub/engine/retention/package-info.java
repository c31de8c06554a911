/**
 * How long things are kept. Everything that only grows is cut here, a little at a time, tenant by
 * tenant, so that no deletion ever holds up a sale. Owns no table; each table's own room deletes.
 */
@NullMarked
package io.poshub.engine.retention;

import org.jspecify.annotations.NullMarked;
