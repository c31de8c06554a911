package io.poshub.fakeshop;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Does to the fake what was done to real shops, and compares what is delivered: how many, of which
 * topics, with which headers and what kind of body. Where recordings are at hand.
 */
class RecordedHooksTest extends WithRecordedHooks {
  private static final Set<String> TWO_HOOKS =
      Set.of("webhooks/delivery-order-created", "webhooks/delivery-order-updated");

  RecordedHooksTest() throws IOException {}

  @Test
  void deliveriesOfANewShopAreThoseOfTheRealOne() throws IOException, MalformedJsonException {
    long id = bench.place("processing");
    compare("webhooks/delivery-order-created");
    bench.shop.setStatus(id, "completed");
    compare("webhooks/delivery-order-updated");
    bench.shop.setStatus(id, "processing");
    bench.shop.change(id, Map.of("customer_note", new JsonValue.Text("x")));
    bench.shop.setStatus(id, "on-hold");
    compare("webhooks/delivery-coalesced");
    long second = bench.place("processing");
    bench.shop.setStatus(second, "completed");
    compare("webhooks/delivery-created-and-updated-before-queue");
    long third = bench.place("processing");
    bench.shop.setStatus(third, "completed");
    bench.shop.deleteForGood(third);
    compare("webhooks/delivery-created-updated-deleted-before-queue");
    bench.shop.trash(second);
    compare("webhooks/delivery-trash");
    bench.shop.setStatus(second, "processing");
    compare("webhooks/delivery-untrash-by-put");
    bench.shop.trash(second);
    compare("webhooks/delivery-trash-2");
    bench.shop.setStatus(second, "processing");
    compare("webhooks/delivery-untrash-by-put-2");
    bench.shop.setStatus(second, "on-hold");
    compare("webhooks/delivery-update-after-untrash");
    bench.shop.setStatus(id, "on-hold");
    compare("webhooks/delivery-put-same-status");
    bench.shop.refund(id, "1.00");
    compare("webhooks/delivery-after-partial-refund");
    bench.call("PUT", "/orders/" + id, "{\"meta_data\":[{\"key\":\"k\",\"value\":\"v\"}]}");
    compare("webhooks/delivery-after-meta");
    compare("webhooks/delivery-after-note");
    compare("webhooks/nothing-before-queue");
    compare("webhooks/checkout-1-draft");
  }

  @Test
  void ordersThatAreGoneForGoodAreNotToldOf() throws IOException, MalformedJsonException {
    long live = bench.place("processing");
    long trashed = bench.place("processing");
    long inBatch = bench.place("processing");
    bench.shop.trash(trashed);
    bench.shop.takeDeliveries();

    bench.shop.deleteForGood(live);
    compare("webhooks/delivery-force-delete-direct");
    bench.shop.deleteForGood(trashed);
    compare("webhooks/delivery-force-delete-from-trash");
    bench.call("POST", "/orders/batch", "{\"delete\":[" + inBatch + "]}");
    compare("webhooks/delivery-batch-delete");
  }

  @Test
  void deliveriesOfOneSecondShareTheirId() throws IOException, MalformedJsonException {
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ids.add(bench.place("processing"));
    }
    bench.shop.takeDeliveries();

    ids.forEach(id -> bench.shop.setStatus(id, "completed"));

    List<Delivery> given = compare("webhooks/delivery-batch-three");
    assertThat(given)
        .extracting(delivery -> delivery.headers().get("X-WC-Webhook-Delivery-ID"))
        .containsOnly(given.getFirst().headers().get("X-WC-Webhook-Delivery-ID"));
  }

  @Test
  void aPlacedCheckoutTellsOfBothKindsAndThenOfThePayment()
      throws IOException, MalformedJsonException {
    long id = bench.place("on-hold");
    compare("webhooks/checkout-2-placed");
    bench.shop.setStatus(id, "processing");
    compare("webhooks/checkout-3-processing");
  }

  @Test
  void ordersAmongThePostsAreToldOfAsTheRealShopsDid() throws IOException, MalformedJsonException {
    comparePosts("legacy-posts-store", ShopProfile.POSTS);
    comparePosts("v8.1.1-posts-store", ShopProfile.OLD);
  }

  private void comparePosts(String folder, ShopProfile profile)
      throws IOException, MalformedJsonException {
    try (HookBench posts = new HookBench(profile)) {
      long id = posts.place("processing");
      compare(posts, folder + "/delivery-order-created");
      posts.shop.setStatus(id, "completed");
      compare(posts, folder + "/delivery-order-updated");
      posts.shop.setStatus(id, "completed");
      compare(posts, folder + "/delivery-put-same-status");
      posts.shop.trash(id);
      compare(posts, folder + "/delivery-trash");
      posts.shop.setStatus(id, "processing");
      compare(posts, folder + "/delivery-untrash-by-put");
      posts.shop.deleteForGood(id);
      compare(posts, folder + "/delivery-force-delete-direct");
      long brief = posts.place("processing");
      posts.shop.deleteForGood(brief);
      compare(posts, folder + "/delivery-created-deleted-before-queue");
    }
  }

  private List<Delivery> compare(String name) throws IOException, MalformedJsonException {
    return compare(bench, name);
  }

  /** The recorded shop had a second hook for changes at first; it told of the same. */
  private static List<Delivery> compare(HookBench at, String name)
      throws IOException, MalformedJsonException {
    List<Delivery> given = at.shop.takeDeliveries();
    List<String> real = RecordedDelivery.lines(recording(name));
    boolean twoHooks = TWO_HOOKS.contains(name);
    assertThat(given.stream().map(RecordedDelivery::line).sorted().toList())
        .as(name)
        .isEqualTo(twoHooks ? real.stream().distinct().toList() : real);
    return given;
  }
}
