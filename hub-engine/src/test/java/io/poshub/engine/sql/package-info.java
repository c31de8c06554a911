@NullMarked
package io.poshub.engine.sql;

import org.jspecify.annotations.NullMarked;
