/** The tenant's settings over HTTP. Virtual threads. */
@NullMarked
package io.poshub.rest.settings;

import org.jspecify.annotations.NullMarked;
