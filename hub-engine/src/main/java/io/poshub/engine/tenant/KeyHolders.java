package io.poshub.engine.tenant;

import io.poshub.engine.read.GatheredRead;
import io.poshub.engine.sql.Transactions;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells who holds a key. All who ask at once are one query. Virtual threads: it blocks. */
public final class KeyHolders {
  private final Transactions transactions;
  private final InstantSource clock;
  private final GatheredRead<String, Caller> reads = new GatheredRead<>(this::find);

  /**
   * Makes it.
   *
   * @param transactions that are to be had in time, however busy the hub is; one at a time is taken
   */
  public KeyHolders(Transactions transactions, InstantSource clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Who holds a key, if it is live. */
  public Optional<Caller> find(String key) {
    return reads.await(HexFormat.of().formatHex(ApiKey.hash(key)));
  }

  private Map<String, Caller> find(Set<String> hashes) {
    return transactions.inMain(connection -> new KeyRows(connection).find(hashes, clock.instant()));
  }
}
