@NullMarked
package io.poshub.engine.webhook;

import org.jspecify.annotations.NullMarked;
