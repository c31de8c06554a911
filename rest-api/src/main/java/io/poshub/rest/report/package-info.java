/** Daily reports over HTTP: upload, list, look at. Virtual threads; reading is pure. */
@NullMarked
package io.poshub.rest.report;

import org.jspecify.annotations.NullMarked;
