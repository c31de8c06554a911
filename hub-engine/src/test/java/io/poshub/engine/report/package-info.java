@NullMarked
package io.poshub.engine.report;

import org.jspecify.annotations.NullMarked;
