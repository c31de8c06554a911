package io.poshub.chaos.history;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** All that was seen of one tenant, read after everything had come to rest. */
public record TenantHistory(
    String tenant,
    List<SeenEpoch> epochs,
    List<StreamRow> stream,
    List<TerminalHistory> terminals,
    List<WriteRecord> writes,
    List<Ledger> ledgers) {
  public TenantHistory {
    requireNonNull(tenant, "tenant is null");
    epochs = List.copyOf(epochs);
    stream = List.copyOf(stream);
    terminals = List.copyOf(terminals);
    writes = List.copyOf(writes);
    ledgers = List.copyOf(ledgers);
  }
}
