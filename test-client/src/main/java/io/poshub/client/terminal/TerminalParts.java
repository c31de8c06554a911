package io.poshub.client.terminal;

import io.poshub.client.socket.Dialer;

/** One terminal's parts, wired once and used by its owner thread. */
record TerminalParts(
    TerminalSettings settings,
    TerminalListener listener,
    Inbox inbox,
    Requests requests,
    Dialer dialer,
    HubCalls calls,
    Deliveries deliveries,
    Resync resync) {}
