/** Tests of what is stored of connections. */
@NullMarked
package io.poshub.connectors.link;

import org.jspecify.annotations.NullMarked;
