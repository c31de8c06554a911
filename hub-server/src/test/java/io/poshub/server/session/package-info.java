@NullMarked
package io.poshub.server.session;

import org.jspecify.annotations.NullMarked;
