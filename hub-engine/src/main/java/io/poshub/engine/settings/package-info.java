/**
 * What each tenant has decided about itself.
 *
 * <p>Owns {@code settings} of each tenant's schema, at most one row with the whole as a JSON
 * document; without it {@link io.poshub.engine.settings.Settings#DEFAULTS} hold. Whoever decides
 * about orders reads it in the lane's transaction; whoever only needs to know asks {@link
 * io.poshub.engine.settings.TenantSettings}, which may be behind by a moment.
 */
@NullMarked
package io.poshub.engine.settings;

import org.jspecify.annotations.NullMarked;
