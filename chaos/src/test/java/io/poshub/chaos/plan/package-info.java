@NullMarked
package io.poshub.chaos.plan;

import org.jspecify.annotations.NullMarked;
