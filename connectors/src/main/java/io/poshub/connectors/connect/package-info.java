/**
 * The connector as others see it: connects tenants with their shops and shows how it stands, built
 * from the other rooms. Owns no table; virtual threads.
 */
@NullMarked
package io.poshub.connectors.connect;

import org.jspecify.annotations.NullMarked;
