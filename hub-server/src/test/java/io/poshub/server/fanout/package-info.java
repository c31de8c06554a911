@NullMarked
package io.poshub.server.fanout;

import org.jspecify.annotations.NullMarked;
