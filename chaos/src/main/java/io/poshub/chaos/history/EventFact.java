package io.poshub.chaos.history;

import io.poshub.client.http.JsonText;
import io.poshub.protocol.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** What an event says has happened, as far as a rule looks at it. */
public sealed interface EventFact {

  /** An order is new or has changed. */
  record OrderFact(String orderId, @Nullable String externalId, long version)
      implements EventFact {}

  /** Money or points moved, as ledger {@code ledgerId} has it under {@code transactionId}. */
  record LedgerFact(String ledgerId, String transactionId) implements EventFact {}

  /** Anything else. */
  record OtherFact() implements EventFact {}

  /** Reads an event frame. */
  static EventFact of(JsonValue frame) {
    JsonValue data = JsonText.find(frame, "data");
    String transaction = JsonText.at(JsonText.find(data, "transaction"), "id");
    String ledger = JsonText.at(JsonText.find(data, "gift_card"), "id");
    if (ledger == null) {
      ledger = JsonText.at(JsonText.find(data, "account"), "id");
    }
    if (ledger != null && transaction != null) {
      return new LedgerFact(ledger, transaction);
    }
    String order = JsonText.at(data, "id");
    Long version = JsonText.count(data, "version");
    return order == null || version == null
        ? new OtherFact()
        : new OrderFact(order, JsonText.at(data, "external_id"), version);
  }
}
