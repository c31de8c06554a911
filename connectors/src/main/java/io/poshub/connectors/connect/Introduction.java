package io.poshub.connectors.connect;

import io.poshub.connectors.link.ShopLink;
import io.poshub.connectors.woo.WooAnswer;
import io.poshub.connectors.woo.WooShop;
import io.poshub.engine.shop.ConnectOutcome;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.json.JsonValue;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks a shop who it is and whether it lets the hub read and write. Virtual threads. */
final class Introduction {
  private static final int WORD_MAX_CHARS = 64;

  private Introduction() {}

  /** How the shop answered. */
  sealed interface Result {}

  record Met(ShopLink.About about) implements Result {}

  record Refused(ConnectOutcome outcome) implements Result {}

  static Result ask(WooShop shop, Tenant tenant) {
    WooAnswer index = shop.index();
    if (!(index instanceof WooAnswer.Ok(JsonValue about, Integer _))) {
      return new Refused(refusal(index));
    }
    WooAnswer currencyAnswer = shop.currency();
    if (!(currencyAnswer instanceof WooAnswer.Ok(JsonValue currencyBody, Integer _))) {
      return new Refused(refusal(currencyAnswer));
    }
    WooAnswer write = shop.mayWrite();
    if (!(write instanceof WooAnswer.Ok)) {
      return new Refused(refusal(write));
    }
    String currency = text(currencyBody, "code");
    if (!tenant.currency().getCurrencyCode().equals(currency)) {
      return new Refused(new ConnectOutcome.OtherCurrency(String.valueOf(currency)));
    }
    return new Met(
        new ShopLink.About(
            text(about, "timezone_string"), currency, version(shop), ShopLink.WEBHOOKS_OFF));
  }

  /** Not every key may read the system's status; the version is only for people. */
  private static @Nullable String version(WooShop shop) {
    return shop.systemStatus() instanceof WooAnswer.Ok(JsonValue.Obj status, Integer _)
        ? Optional.ofNullable(status.members().get("environment"))
            .map(environment -> text(environment, "version"))
            .orElse(null)
        : null;
  }

  private static ConnectOutcome refusal(WooAnswer answer) {
    return switch (answer) {
      case WooAnswer.NoAccess(int status, String code) ->
          new ConnectOutcome.AccessRefused(
              "The shop answered "
                  + status
                  + " "
                  + code
                  + "; the key must be allowed to read and write.");
      case WooAnswer.Unavailable(String reason, Duration _) ->
          new ConnectOutcome.Unreachable("No shop could be reached there: " + reason + ".");
      case WooAnswer.Rejected(int status, String code) ->
          new ConnectOutcome.Unreachable("The shop answered " + status + " " + code + ".");
      case WooAnswer.Gone _, WooAnswer.Ok _ ->
          new ConnectOutcome.Unreachable("What answers there is not a shop.");
      case WooAnswer.TargetRefused _ -> new ConnectOutcome.TargetRefused();
    };
  }

  private static @Nullable String text(JsonValue json, String name) {
    Map<String, JsonValue> members =
        json instanceof JsonValue.Obj object ? object.members() : Map.of();
    return members.get(name) instanceof JsonValue.Text(String text)
            && !text.isEmpty()
            && text.length() <= WORD_MAX_CHARS
        ? text
        : null;
  }
}
