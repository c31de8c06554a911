package io.poshub.rest.shop;

import io.poshub.engine.shop.ConnectOutcome;
import io.poshub.engine.shop.ShopConnector;
import io.poshub.engine.shop.ShopState;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.json.InvalidFieldsException;
import io.poshub.rest.HttpReply;
import io.poshub.rest.Refusal;
import io.poshub.rest.RefusedException;
import io.poshub.rest.call.Answers;
import io.poshub.rest.call.TenantRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code /connectors/woocommerce}. Virtual threads. */
public final class ShopResource {
  private static final String MEMBER = "connector";
  private static final String NOT_CONFIGURED = "not_configured";
  private static final String RETRY_AFTER_SECONDS = "30";

  private final ShopConnector shop;

  public ShopResource(ShopConnector shop) {
    this.shop = shop;
  }

  public HttpReply state(TenantRequest request) {
    Optional<ShopState> state = shop.state(request.tenant());
    return state.isPresent()
        ? Answers.of(200, MEMBER, state.get())
        : Answers.of(200, MEMBER, notConfigured());
  }

  public HttpReply connect(TenantRequest request) {
    return switch (shop.connect(request.tenant(), AccessReader.read(request.fields()))) {
      case ConnectOutcome.Connected(ShopState state) -> Answers.of(200, MEMBER, state);
      case ConnectOutcome.WrongAddress(String message) ->
          throw new InvalidFieldsException("store_url", message);
      case ConnectOutcome.TargetRefused _ ->
          throw new RefusedException(
              ErrorCode.SHOP_TARGET_REFUSED, "The hub connects to public addresses only.");
      case ConnectOutcome.AccessRefused(String message) ->
          throw new RefusedException(ErrorCode.SHOP_ACCESS_REFUSED, message);
      case ConnectOutcome.OtherCurrency(String currency) ->
          throw new RefusedException(
              ErrorCode.CURRENCY_MISMATCH,
              "The shop sells in " + currency + ", which is not the tenant's currency.");
      case ConnectOutcome.Unreachable(String message) ->
          throw new RefusedException(
              Refusal.of(ErrorCode.SHOP_UNREACHABLE, message)
                  .withHeader("Retry-After", RETRY_AFTER_SECONDS));
    };
  }

  /** Whether there was a shop or not, there is none now. */
  public HttpReply disconnect(TenantRequest request) {
    shop.disconnect(request.tenant());
    return Answers.noContent();
  }

  static Map<String, Object> notConfigured() {
    Map<String, Object> none = new LinkedHashMap<>();
    none.put(MEMBER, ShopConnector.WOOCOMMERCE);
    none.put("state", NOT_CONFIGURED);
    return none;
  }
}
