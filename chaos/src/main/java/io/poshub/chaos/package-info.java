/**
 * {@code ./hub chaos}: a seeded simulation that torments a real hub from outside and then decides
 * from what was seen whether it kept its promises. Main thread.
 */
@NullMarked
package io.poshub.chaos;

import org.jspecify.annotations.NullMarked;
