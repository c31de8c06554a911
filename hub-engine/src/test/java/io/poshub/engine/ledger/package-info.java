@NullMarked
package io.poshub.engine.ledger;

import org.jspecify.annotations.NullMarked;
