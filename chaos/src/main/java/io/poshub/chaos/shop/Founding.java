package io.poshub.chaos.shop;

import io.poshub.chaos.history.WriteRecord;
import io.poshub.chaos.history.WriteRecord.Kind;
import io.poshub.chaos.history.WriteRecord.Outcome;
import io.poshub.chaos.shop.HubCaller.Call;
import io.poshub.client.http.JsonText;
import io.poshub.protocol.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;

/** Founds the tenants, before anything goes wrong. Main thread. */
public final class Founding {
  private static final String SHARED_CARD_AMOUNT = "100000.00";

  private final HttpClient client;
  private final URI hub;

  public Founding(HttpClient client, URI hub) {
    this.client = client;
    this.hub = hub;
  }

  public TenantAccess tenant(String slug, String operatorToken)
      throws IOException, InterruptedException {
    Map<String, Object> body =
        Map.of(
            "slug", slug,
            "name", "Chaos " + slug,
            "currency", "GBP",
            "time_zone", "Europe/London",
            "country", "GB");
    TenantAccess operator = new TenantAccess(slug, operatorToken, operatorToken);
    JsonValue answer = answer(operator, new Call("POST", "/admin/tenants", body, null));
    return new TenantAccess(slug, key(answer, "terminal"), key(answer, "admin"));
  }

  /** A card that all writers of a tenant take money from; returns its id. */
  public String sharedCard(TenantAccess tenant, WriteLog log)
      throws IOException, InterruptedException {
    String mark = "founding-" + tenant.slug();
    Map<String, Object> body = Map.of("amount", SHARED_CARD_AMOUNT, "order_id", mark);
    Call call = new Call("POST", "/api/" + tenant.slug() + "/gift-cards", body, mark);
    String id = String.valueOf(JsonText.at(JsonText.find(answer(tenant, call), "gift_card"), "id"));
    log.add(new WriteRecord(Kind.ISSUE_CARD, mark, new Outcome.Done(List.of(id))));
    return id;
  }

  private JsonValue answer(TenantAccess caller, Call call)
      throws IOException, InterruptedException {
    CallEnd end = new HubCaller(client, hub, caller, new CallLog()).call(call);
    if (end instanceof CallEnd.Answered(JsonValue body)) {
      return body;
    }
    throw new IOException(call.path() + " failed: " + end);
  }

  private static String key(JsonValue answer, String role) throws IOException {
    for (JsonValue key : JsonText.items(answer, "keys")) {
      if (role.equals(JsonText.at(key, "role"))) {
        return JsonText.at(key, "key", "");
      }
    }
    throw new IOException("the new tenant has no key for " + role);
  }
}
