@NullMarked
package io.poshub.engine.idempotency;

import org.jspecify.annotations.NullMarked;
