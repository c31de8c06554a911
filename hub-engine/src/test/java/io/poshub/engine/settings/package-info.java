@NullMarked
package io.poshub.engine.settings;

import org.jspecify.annotations.NullMarked;
