/** Reading of answers. */
@NullMarked
package io.poshub.client.http;

import org.jspecify.annotations.NullMarked;
