/**
 * What the other doors need of the connectors to online shops, without knowing them. Owns no table;
 * virtual threads.
 */
@NullMarked
package io.poshub.engine.shop;

import org.jspecify.annotations.NullMarked;
