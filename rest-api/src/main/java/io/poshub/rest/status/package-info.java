/** How the hub and its terminals are, and the documents that describe it. Virtual threads. */
@NullMarked
package io.poshub.rest.status;

import org.jspecify.annotations.NullMarked;
