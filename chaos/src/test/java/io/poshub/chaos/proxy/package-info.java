@NullMarked
package io.poshub.chaos.proxy;

import org.jspecify.annotations.NullMarked;
