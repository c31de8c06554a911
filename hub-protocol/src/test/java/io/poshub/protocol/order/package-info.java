@NullMarked
package io.poshub.protocol.order;

import org.jspecify.annotations.NullMarked;
