/** The rooms of the connector together, against the fake shop and the real database. */
@NullMarked
package io.poshub.connectors.sync;

import org.jspecify.annotations.NullMarked;
