@NullMarked
package io.poshub.rest.report;

import org.jspecify.annotations.NullMarked;
