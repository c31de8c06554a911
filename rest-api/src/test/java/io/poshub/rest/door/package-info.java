@NullMarked
package io.poshub.rest.door;

import org.jspecify.annotations.NullMarked;
