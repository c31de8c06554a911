@NullMarked
package io.poshub.server;

import org.jspecify.annotations.NullMarked;
