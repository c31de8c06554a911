/**
 * Gift cards over HTTP: sell, look at, pay with, and list what happened.
 *
 * <p>Virtual threads. Codes are read here and never written anywhere but into the one answer that
 * shows a new one.
 */
@NullMarked
package io.poshub.rest.giftcard;

import org.jspecify.annotations.NullMarked;
