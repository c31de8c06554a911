@NullMarked
package io.poshub.client.print;

import org.jspecify.annotations.NullMarked;
