@NullMarked
package io.poshub.rest.order;

import org.jspecify.annotations.NullMarked;
