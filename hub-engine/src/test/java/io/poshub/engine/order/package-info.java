@NullMarked
package io.poshub.engine.order;

import org.jspecify.annotations.NullMarked;
