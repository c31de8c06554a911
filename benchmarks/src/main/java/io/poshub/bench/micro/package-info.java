/** JMH: the parts that every event, call or upgrade goes through, each alone. */
@NullMarked
package io.poshub.bench.micro;

import org.jspecify.annotations.NullMarked;
