@NullMarked
package io.poshub.rest.call;

import org.jspecify.annotations.NullMarked;
