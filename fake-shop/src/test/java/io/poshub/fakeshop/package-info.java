/** What shows that the fake shop behaves as real ones do: other people's clients and recordings. */
@NullMarked
package io.poshub.fakeshop;

import org.jspecify.annotations.NullMarked;
