/** Tests of the rules of jobs. */
@NullMarked
package io.poshub.connectors.job;

import org.jspecify.annotations.NullMarked;
