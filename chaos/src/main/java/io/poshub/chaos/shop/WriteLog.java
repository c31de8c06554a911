package io.poshub.chaos.shop;

import io.poshub.chaos.history.WriteRecord;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What a tenant's writers wanted and were told. Any thread. */
public final class WriteLog {
  private final ConcurrentLinkedQueue<WriteRecord> records = new ConcurrentLinkedQueue<>();

  void add(WriteRecord record) {
    records.add(record);
  }

  public List<WriteRecord> records() {
    return List.copyOf(records);
  }
}
