/**
 * From a committed event to every socket of its tenant: rings of built frames, pages from the
 * store, and the signals that wake both.
 *
 * <p>A {@link io.poshub.server.fanout.TenantChannel} is shared; it keeps one {@link
 * io.poshub.server.fanout.LoopChannel} per event loop, and only that loop touches it. Signals only
 * wake: a ring takes what follows its last event, and on any gap the store is read.
 */
@NullMarked
package io.poshub.server.fanout;

import org.jspecify.annotations.NullMarked;
