/** What terminals and people are told of the online shop a tenant is connected with. */
@NullMarked
package io.poshub.protocol.shop;

import org.jspecify.annotations.NullMarked;
