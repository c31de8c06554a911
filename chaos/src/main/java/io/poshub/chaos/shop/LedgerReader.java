package io.poshub.chaos.shop;

import io.poshub.chaos.history.Ledger;
import io.poshub.chaos.shop.HubCaller.Call;
import io.poshub.client.http.HubHttp;
import io.poshub.client.http.JsonText;
import io.poshub.protocol.json.JsonValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads balances and their ledgers by REST, straight from the hub. Any thread. */
public final class LedgerReader {
  private static final int PAGE = 200;
  private static final int PAGES_MAX = 1_000;
  private static final int CURRENCY_DIGITS = 2;
  private static final int NOT_FOUND = 404;

  private final HubCaller caller;
  private final String tenant;

  public LedgerReader(HttpClient client, URI hub, TenantAccess tenant) {
    this.caller = new HubCaller(client, hub, tenant, new CallLog());
    this.tenant = tenant.slug();
  }

  /** Empty if the hub knows no such card. */
  public Optional<Ledger> card(String id) throws IOException, InterruptedException {
    String path = "/gift-cards/" + HubHttp.encoded(id);
    Optional<JsonValue> card = get(path + "/balance");
    return card.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Ledger(
                id,
                minor(JsonText.at(card.get(), "balance", "")),
                rows(path, row -> cardRow(row))));
  }

  /** Empty if the customer has no account. */
  public Optional<Ledger> account(String phone) throws IOException, InterruptedException {
    String path = "/loyalty/" + HubHttp.encoded(phone);
    Optional<JsonValue> account = get(path + "/points");
    return account.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Ledger(
                JsonText.at(account.get(), "id", ""),
                points(account.get(), "points"),
                rows(path, row -> pointsRow(row))));
  }

  /** Reads one row. */
  @FunctionalInterface
  private interface RowReader {
    Ledger.Row read(JsonValue row);
  }

  private List<Ledger.Row> rows(String path, RowReader reader)
      throws IOException, InterruptedException {
    List<Ledger.Row> rows = new ArrayList<>();
    String more = "";
    for (int page = 0; page < PAGES_MAX; page++) {
      String where = path + "/transactions?limit=" + PAGE + more;
      JsonValue body =
          get(where).orElseThrow(() -> new IOException(where + " is gone while it is read"));
      JsonText.items(body, "transactions").forEach(row -> rows.add(reader.read(row)));
      String cursor = JsonText.at(body, "cursor");
      if (cursor == null || !"true".equals(JsonText.at(body, "has_more"))) {
        Collections.reverse(rows);
        return rows;
      }
      more = "&cursor=" + HubHttp.encoded(cursor);
    }
    throw new IOException(path + " has more than " + PAGES_MAX + " pages");
  }

  private static Ledger.Row cardRow(JsonValue row) {
    return new Ledger.Row(
        JsonText.at(row, "id", ""),
        minor(JsonText.at(row, "amount", "")),
        minor(JsonText.at(row, "balance_before", "")),
        minor(JsonText.at(row, "balance_after", "")),
        mark(row));
  }

  private static Ledger.Row pointsRow(JsonValue row) {
    return new Ledger.Row(
        JsonText.at(row, "id", ""),
        points(row, "points"),
        points(row, "balance_before"),
        points(row, "balance_after"),
        mark(row));
  }

  private static @Nullable String mark(JsonValue row) {
    return Ledger.Row.mark(JsonText.at(row, "order_id"), JsonText.at(row, "type", ""));
  }

  private static long minor(String amount) {
    return new BigDecimal(amount).movePointRight(CURRENCY_DIGITS).longValueExact();
  }

  private static long points(JsonValue value, String name) {
    return Long.parseLong(JsonText.at(value, name, ""));
  }

  private Optional<JsonValue> get(String path) throws IOException, InterruptedException {
    return switch (caller.call(Call.get("/api/" + tenant + path))) {
      case CallEnd.Answered(JsonValue body) -> Optional.of(body);
      case CallEnd.Refused(var refusal, _) when refusal.status() == NOT_FOUND -> Optional.empty();
      case CallEnd other -> throw new IOException(path + " cannot be read: " + other);
    };
  }
}
