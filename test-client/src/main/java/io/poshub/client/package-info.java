/** The client's command line entry; the rooms beside it hold everything else. */
@NullMarked
package io.poshub.client;

import org.jspecify.annotations.NullMarked;
