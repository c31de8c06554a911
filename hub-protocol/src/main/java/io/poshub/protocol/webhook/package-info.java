/** What a webhook is to the admin who set it up. */
@NullMarked
package io.poshub.protocol.webhook;

import org.jspecify.annotations.NullMarked;
