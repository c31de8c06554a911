@NullMarked
package io.poshub.protocol.json;

import org.jspecify.annotations.NullMarked;
