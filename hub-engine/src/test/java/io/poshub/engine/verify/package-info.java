@NullMarked
package io.poshub.engine.verify;

import org.jspecify.annotations.NullMarked;
