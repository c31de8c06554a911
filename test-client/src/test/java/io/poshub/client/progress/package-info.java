/** Progress and its file. */
@NullMarked
package io.poshub.client.progress;

import org.jspecify.annotations.NullMarked;
