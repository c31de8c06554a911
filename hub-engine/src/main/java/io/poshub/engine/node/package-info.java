/**
 * The hub processes that serve one database.
 *
 * <p>Owns {@code hub_nodes} of the main schema: one row a process, renewed while it lives. Virtual
 * threads.
 */
@NullMarked
package io.poshub.engine.node;

import org.jspecify.annotations.NullMarked;
