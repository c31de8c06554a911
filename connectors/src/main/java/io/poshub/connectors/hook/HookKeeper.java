package io.poshub.connectors.hook;

import io.poshub.connectors.link.ShopLink;
import io.poshub.connectors.woo.Answered;
import io.poshub.connectors.woo.ShopException;
import io.poshub.connectors.woo.WooAnswer;
import io.poshub.connectors.woo.WooShop;
import io.poshub.engine.shop.ShopConnector;
import io.poshub.protocol.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The hub's webhooks at a shop: one for each kind of change, made if missing, switched on again if
 * the shop has disabled them. Virtual threads.
 */
public final class HookKeeper {
  private static final List<String> TOPICS =
      List.of("order.created", "order.updated", "order.deleted", "order.restored");

  private final @Nullable String publicUrl;

  /**
   * Makes a keeper.
   *
   * @param publicUrl where shops reach the hub; null if they do not
   */
  public HookKeeper(@Nullable String publicUrl) {
    this.publicUrl = publicUrl;
  }

  /**
   * What was found and put right.
   *
   * @param healed switched on again
   */
  public record Kept(int created, int healed) {}

  /** Whether shops can be asked to tell of changes at all. */
  public boolean isPossible() {
    return publicUrl != null;
  }

  /**
   * Looks after the webhooks.
   *
   * <p>A shop never shows a webhook's secret, so nobody can see that it signs with an old one.
   * Unless the webhooks are known to be in order they are all given the connection's secret again.
   */
  public Kept keep(ShopLink link, WooShop shop) throws ShopException {
    if (publicUrl == null) {
      return new Kept(0, 0);
    }
    Map<String, Hook> ours = ours(link, shop);
    boolean inOrder = link.about().webhooks().equals(ShopLink.WEBHOOKS_ACTIVE);
    int created = 0;
    int healed = 0;
    for (String topic : TOPICS) {
      Hook hook = ours.get(topic);
      if (hook == null) {
        Answered.ok(shop.createWebhook(topic, url(link.tenant()), link.hookSecret()));
        created++;
      } else if (!hook.active() || !inOrder) {
        Answered.ok(shop.activateWebhook(hook.id(), link.hookSecret()));
        healed += hook.active() ? 0 : 1;
      }
    }
    return new Kept(created, healed);
  }

  /**
   * Takes all the hub's webhooks away.
   *
   * @param isGivenUp whether the rest shall stay
   */
  public void remove(ShopLink link, WooShop shop, BooleanSupplier isGivenUp) throws ShopException {
    for (Hook hook : all(link, shop)) {
      if (isGivenUp.getAsBoolean()) {
        return;
      }
      WooAnswer answer = shop.deleteWebhook(hook.id());
      if (!(answer instanceof WooAnswer.Gone)) {
        Answered.ok(answer);
      }
    }
  }

  private record Hook(long id, String topic, boolean active) {}

  /** One for each topic; doubles are taken away. */
  private Map<String, Hook> ours(ShopLink link, WooShop shop) throws ShopException {
    Map<String, Hook> byTopic = new HashMap<>();
    for (Hook hook : all(link, shop)) {
      if (byTopic.putIfAbsent(hook.topic(), hook) != null) {
        Answered.ok(shop.deleteWebhook(hook.id()));
      }
    }
    return byTopic;
  }

  private List<Hook> all(ShopLink link, WooShop shop) throws ShopException {
    List<Hook> hooks = new ArrayList<>();
    for (JsonValue json : Answered.list(shop.webhooks())) {
      if (json instanceof JsonValue.Obj hook
          && hook.members().get("delivery_url") instanceof JsonValue.Text(String url)
          && isOurs(url, link.tenant())
          && hook.members().get("id") instanceof JsonValue.Num(String id)
          && hook.members().get("topic") instanceof JsonValue.Text(String topic)
          && hook.members().get("status") instanceof JsonValue.Text(String status)) {
        hooks.add(new Hook(Long.parseLong(id), topic, status.equals("active")));
      }
    }
    return hooks;
  }

  /** Without an address of its own the hub still knows its hooks by their path. */
  private boolean isOurs(String url, String tenant) {
    return publicUrl == null ? url.endsWith(path(tenant)) : url.equals(url(tenant));
  }

  private String url(String tenant) {
    return publicUrl + path(tenant);
  }

  private static String path(String tenant) {
    return "/hooks/" + tenant + "/" + ShopConnector.WOOCOMMERCE;
  }
}
