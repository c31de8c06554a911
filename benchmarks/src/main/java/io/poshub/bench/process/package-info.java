/**
 * Servers as processes of their own, on a processor of their own, and what they cost: CPU time and
 * memory as the kernel counts them. Linux only.
 */
@NullMarked
package io.poshub.bench.process;

import org.jspecify.annotations.NullMarked;
