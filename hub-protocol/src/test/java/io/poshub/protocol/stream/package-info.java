@NullMarked
package io.poshub.protocol.stream;

import org.jspecify.annotations.NullMarked;
