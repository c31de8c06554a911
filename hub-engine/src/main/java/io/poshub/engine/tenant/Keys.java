package io.poshub.engine.tenant;

import io.poshub.engine.sql.Page;
import io.poshub.engine.sql.SharedCommits;
import io.poshub.engine.sql.Transactions;
import io.poshub.engine.sql.Writes;
import io.poshub.protocol.Ids;
import io.poshub.protocol.Times;
import io.poshub.protocol.tenant.KeyInfo;
import io.poshub.protocol.tenant.Role;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes, lists and revokes keys. Virtual threads: everything blocks. */
public final class Keys {
  /** Sorts after every id. */
  private static final String AFTER_ALL = "~";

  private final Transactions transactions;
  private final SharedCommits<Map.Entry<String, Instant>> commits;
  private final InstantSource clock;
  private final Ids ids;
  private final SecureRandom random;

  public Keys(Transactions transactions, InstantSource clock, Ids ids, SecureRandom random) {
    this.transactions = transactions;
    this.commits = new SharedCommits<>(transactions, Map.Entry::getKey, this::noteUse);
    this.clock = clock;
    this.ids = ids;
    this.random = random;
  }

  /**
   * Makes a key; several of a role may live side by side, so that they can be changed without a
   * gap.
   */
  public IssuedKey issue(
      String tenant, Role role, @Nullable String name, @Nullable Instant expiresAt) {
    IssuedKey key = make(role, name, expiresAt);
    transactions.inMain(connection -> {
      new KeyRows(connection).insert(tenant, key);
      return true;
    });
    return key;
  }

  /**
   * Keys that are not revoked, newest first.
   *
   * @param before the {@code next} of the page before
   */
  public Page<KeyInfo> list(String tenant, @Nullable String before, int limit) {
    List<KeyInfo> keys =
        transactions.inMain(connection ->
            new KeyRows(connection).list(tenant, before == null ? AFTER_ALL : before, limit + 1));
    return Page.cut(keys, limit, KeyInfo::id);
  }

  /** Whether there was such a key to revoke. */
  public boolean revoke(String tenant, String id) {
    return transactions.inMain(
        connection -> new KeyRows(connection).revoke(tenant, id, clock.instant()));
  }

  /**
   * Notes when keys were last used; called now and then with what gathered.
   *
   * @return the keys that are done with
   */
  public List<String> noteUse(Map<String, Instant> lastUsedById) {
    return commits.write(List.copyOf(new TreeMap<>(lastUsedById).entrySet())).done().stream()
        .map(Map.Entry::getKey)
        .toList();
  }

  private void noteUse(
      Connection connection, Writes writes, List<Map.Entry<String, Instant>> uses) {
    String mainSchema = transactions.schemas().main();
    uses.forEach(use -> KeyRows.used(writes, mainSchema, use.getKey(), use.getValue()));
  }

  IssuedKey make(Role role, @Nullable String name, @Nullable Instant expiresAt) {
    ApiKey secret = ApiKey.generate(random);
    KeyInfo info =
        new KeyInfo(
            ids.next(),
            role,
            name,
            secret.prefix(),
            secret.last4(),
            Times.toMillis(clock.instant()),
            expiresAt,
            null);
    return new IssuedKey(info, secret);
  }
}
