package io.poshub.connectors.link;

import io.poshub.connectors.link.LinkRows.Stored;
import io.poshub.connectors.vault.SecretVault;
import io.poshub.connectors.vault.VaultException;
import io.poshub.connectors.woo.StatusMap;
import io.poshub.connectors.woo.Store;
import io.poshub.connectors.woo.StoreAddress;
import io.poshub.connectors.woo.StoreKeys;
import io.poshub.engine.sql.Transactions;
import io.poshub.protocol.Parsed;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All tenants' connections with their shops, secrets sealed at rest. Virtual threads: everything
 * blocks.
 */
public final class ShopLinks {
  private static final int KEY_ENDS_CHARS = 7;

  private final Transactions transactions;
  private final SecretVault vault;

  public ShopLinks(Transactions transactions, SecretVault vault) {
    this.transactions = transactions;
    this.vault = vault;
  }

  /**
   * A tenant's connection.
   *
   * @throws VaultException if its secrets do not open with the hub's key
   */
  public Optional<ShopLink> find(String tenant) {
    return transactions.inMain(connection -> new LinkRows(connection).find(tenant)).map(this::open);
  }

  /** As {@link #find}, but a connection whose secrets do not open counts as none. */
  public Optional<ShopLink> findIfOpenable(String tenant) {
    try {
      return find(tenant);
    } catch (VaultException e) {
      return Optional.empty();
    }
  }

  /** What is known of a connection whether its secrets open or not. */
  public Optional<LinkFacts> facts(String tenant) {
    return transactions
        .inMain(connection -> new LinkRows(connection).find(tenant))
        .map(this::facts);
  }

  public List<String> tenants() {
    return transactions.inMain(connection -> new LinkRows(connection).tenants());
  }

  public void write(ShopLink link, Instant now) {
    StoreKeys keys = link.store().keys();
    String secrets =
        Json.write(Map.of("key", keys.key(), "secret", keys.secret(), "hook", link.hookSecret()));
    Stored stored =
        new Stored(
            link.tenant(),
            link.shop(),
            link.store().address().text(),
            vault.seal(link.tenant(), secrets),
            keys.key().substring(Math.max(0, keys.key().length() - KEY_ENDS_CHARS)),
            link.terms().syncIntervalMinutes(),
            link.terms().daysBack(),
            link.terms().retentionDays(),
            Json.write(link.terms().statuses().own()),
            link.about(),
            link.progress());
    transactions.inMain(connection -> {
      new LinkRows(connection).write(stored, now);
      return true;
    });
  }

  public boolean delete(String tenant) {
    return transactions.inMain(connection -> new LinkRows(connection).delete(tenant));
  }

  public void request(String tenant, Instant from) {
    run(rows -> rows.request(tenant, from));
  }

  public void nextAt(String tenant, Instant at) {
    run(rows -> rows.nextAt(tenant, at));
  }

  public boolean lease(String tenant, String lease, Instant until, Instant now) {
    return transactions.inMain(
        connection -> new LinkRows(connection).lease(tenant, lease, until, now));
  }

  /**
   * Keeps a sweep and says how far it is.
   *
   * @param requested from where this sweep was wanted; null if nobody has asked for it
   * @return false if somebody else has it meanwhile
   */
  public boolean proceed(
      String tenant, String lease, Instant until, ShopLink.Step step, @Nullable Instant requested) {
    return transactions.inMain(
        connection -> new LinkRows(connection).proceed(tenant, lease, until, step, requested));
  }

  public void succeeded(
      String tenant, String lease, @Nullable Instant requested, String webhooks, Instant now) {
    run(rows -> rows.succeeded(tenant, lease, requested, webhooks, now));
  }

  /** Keeps a sweep; false if somebody else has it meanwhile. */
  public boolean renew(String tenant, String lease, Instant until) {
    return transactions.inMain(connection -> new LinkRows(connection).renew(tenant, lease, until));
  }

  /** Ends a sweep that has seen everything up to a place, and has the next one go on there. */
  public void paused(String tenant, String lease, Instant place) {
    run(rows -> rows.paused(tenant, lease, place));
  }

  /** Ends a sweep that did not work; false if somebody else has it meanwhile. */
  public boolean failed(String tenant, String lease, String error, Instant now) {
    return transactions.inMain(
        connection -> new LinkRows(connection).failed(tenant, lease, error, now));
  }

  /** Ends all sweeps whoever has them, and returns whose they were. */
  public List<String> endSweeps() {
    return transactions.inMain(connection -> new LinkRows(connection).endSweeps());
  }

  /** Work on the rows. */
  private interface RowWork {
    void run(LinkRows rows) throws java.sql.SQLException;
  }

  private void run(RowWork work) {
    transactions.inMain(connection -> {
      work.run(new LinkRows(connection));
      return true;
    });
  }

  private ShopLink open(Stored stored) {
    Map<String, String> secrets = texts(vault.open(stored.tenant(), stored.secrets()));
    Store store =
        new Store(
            address(stored.storeUrl()),
            new StoreKeys(secrets.getOrDefault("key", ""), secrets.getOrDefault("secret", "")));
    return new ShopLink(
        stored.tenant(),
        stored.shop(),
        store,
        secrets.getOrDefault("hook", ""),
        terms(stored),
        stored.about(),
        stored.progress());
  }

  private LinkFacts facts(Stored stored) {
    return new LinkFacts(
        stored.tenant(),
        stored.shop(),
        address(stored.storeUrl()),
        stored.keyEnds(),
        isLocked(stored),
        terms(stored),
        stored.about(),
        stored.progress());
  }

  private boolean isLocked(Stored stored) {
    try {
      vault.open(stored.tenant(), stored.secrets());
      return false;
    } catch (VaultException e) {
      return true;
    }
  }

  private static ShopLink.Terms terms(Stored stored) {
    return new ShopLink.Terms(
        stored.syncIntervalMinutes(),
        stored.daysBack(),
        stored.retentionDays(),
        new StatusMap(texts(stored.statusMap())));
  }

  /** Checked when it was given. */
  private static StoreAddress address(String url) {
    if (StoreAddress.parse(url, true) instanceof Parsed.Ok<StoreAddress>(StoreAddress address)) {
      return address;
    }
    throw new IllegalStateException("a stored address is none");
  }

  private static Map<String, String> texts(@Nullable String json) {
    Map<String, String> texts = new LinkedHashMap<>();
    try {
      if (Json.parse(String.valueOf(json)) instanceof JsonValue.Obj object) {
        object
            .members()
            .forEach((name, value) -> {
              if (value instanceof JsonValue.Text(String text)) {
                texts.put(name, text);
              }
            });
      }
    } catch (MalformedJsonException e) {
      throw new IllegalStateException("a stored document is not JSON", e);
    }
    return texts;
  }
}
