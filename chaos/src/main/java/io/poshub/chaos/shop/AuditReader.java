package io.poshub.chaos.shop;

import io.poshub.chaos.shop.HubCaller.Call;
import io.poshub.client.http.JsonText;
import io.poshub.protocol.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;

/** Has the hub compare a tenant's balances, holds and chains with their ledgers. Any thread. */
public final class AuditReader {
  private final HttpClient client;
  private final URI hub;
  private final String operatorToken;

  public AuditReader(HttpClient client, URI hub, String operatorToken) {
    this.client = client;
    this.hub = hub;
    this.operatorToken = operatorToken;
  }

  /** What does not fit, as the hub puts it. */
  public List<String> differences(String tenant) throws IOException, InterruptedException {
    TenantAccess operator = new TenantAccess(tenant, operatorToken, operatorToken);
    Call call = new Call("POST", "/admin/tenants/" + tenant + "/verify", null, null);
    return switch (new HubCaller(client, hub, operator, new CallLog()).call(call)) {
      case CallEnd.Answered(JsonValue answer) ->
          JsonText.items(answer, "differences").stream().map(JsonValue::toString).toList();
      case CallEnd other -> throw new IOException(tenant + " cannot be verified: " + other);
    };
  }
}
