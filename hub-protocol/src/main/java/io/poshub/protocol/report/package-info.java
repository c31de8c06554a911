/** A register's day as it is uploaded and as the hub answers it. */
@NullMarked
package io.poshub.protocol.report;

import org.jspecify.annotations.NullMarked;
