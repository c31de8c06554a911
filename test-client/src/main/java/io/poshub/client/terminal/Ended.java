package io.poshub.client.terminal;

import static java.util.Objects.requireNonNull;

import io.poshub.client.reconnect.Outcome;

/** How a session ended, and whether it had worked for a while before. */
record Ended(Outcome outcome, boolean proven) {
  Ended {
    requireNonNull(outcome, "outcome is null");
  }
}
