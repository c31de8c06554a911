@NullMarked
package io.poshub.chaos.history;

import org.jspecify.annotations.NullMarked;
