package io.poshub.connectors.sync;

import io.poshub.fakeshop.Delivery;
import io.poshub.fakeshop.FakeShop;
import io.poshub.fakeshop.Faults;
import io.poshub.fakeshop.SampleOrders;
import io.poshub.testing.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A shop whose people, guests and machines do what they like, by a seed: also while a call of the
 * hub is on its way to it, and while the answer is on its way back.
 */
final class BusyShop implements Faults {
  /** So many of a hundred calls go wrong. */
  private static final int FAULTS_PERCENT = 6;

  /**
   * So many of a hundred times something happens on the way there, and as often on the way back.
   */
  private static final int MEANWHILE_PERCENT = 12;

  private static final Pattern ONE_ORDER = Pattern.compile(".*/orders/(\\d+)");

  private final FakeShop shop;
  private final TestClock clock;
  private final Random random;
  private final Runnable tills;
  private final List<Delivery> late = new ArrayList<>();
  private int callsToCrash = -1;
  private Runnable crash = () -> {};

  /**
   * Makes a busy shop.
   *
   * @param tills lets people at the tills do something
   */
  BusyShop(FakeShop shop, TestClock clock, Random random, Runnable tills) {
    this.shop = shop;
    this.clock = clock;
    this.random = random;
    this.tills = tills;
  }

  /** Lets something crash during one of the calls to come: before the shop does it, or after. */
  void crashSoon(Runnable what) {
    crash = what;
    callsToCrash = random.nextInt(20);
  }

  String newStatus() {
    return List.of("pending", "on-hold", "processing", "processing", "processing", "completed")
        .get(random.nextInt(6));
  }

  void placeSome(int count) {
    for (int i = 0; i < count; i++) {
      shop.place(newStatus(), SampleOrders.random(random));
    }
  }

  void changeSome(int count) {
    List<Long> ids = shop.orderIds();
    for (int i = 0; i < count; i++) {
      change(ids.get(random.nextInt(ids.size())));
    }
  }

  private void change(long id) {
    switch (random.nextInt(20)) {
      case 0 -> shop.trash(id);
      case 1 -> shop.deleteForGood(id);
      case 2 -> shop.refund(id, "0.10");
      case 3 -> shop.setStatus(id, "refunded");
      case 4 -> shop.setStatus(id, "on-hold");
      case 5, 6 -> shop.setStatus(id, "cancelled");
      case 7, 8, 9 -> shop.setStatus(id, "completed");
      default -> shop.setStatus(id, "processing");
    }
  }

  /** Runs the shop's queue: some deliveries are lost, late, doubled or forged, none in order. */
  void deliver() {
    List<Delivery> due = new ArrayList<>(shop.takeDeliveries());
    if (random.nextInt(3) == 0) {
      due.addAll(late);
      late.clear();
    }
    Collections.shuffle(due, random);
    for (Delivery delivery : due) {
      switch (random.nextInt(10)) {
        case 0, 1 -> {}
        case 2 -> late.add(delivery);
        case 3 -> {
          shop.hooks().send(delivery);
          shop.hooks().send(delivery);
        }
        case 4 -> shop.hooks().send(delivery.signedWith("Zm9yZ2Vk"));
        default -> shop.hooks().send(delivery);
      }
    }
  }

  void deliverLate() {
    late.forEach(shop.hooks()::send);
    late.clear();
  }

  @Override
  public Fault next(String method, String path) {
    meanwhile(path);
    if (random.nextInt(100) >= FAULTS_PERCENT) {
      return new Fault.None();
    }
    return switch (random.nextInt(11)) {
      case 0, 1 -> new Fault.TooMany(1);
      case 2, 3 -> new Fault.Failing(500, false);
      case 4, 5 -> new Fault.Failing(503, true);
      case 6, 7 -> new Fault.SwitchedOff();
      case 8, 9 -> new Fault.LostAnswer();
      default -> new Fault.Stall(SimulationTest.ANSWER_WAIT.plusMillis(200).toMillis());
    };
  }

  @Override
  public void answered(String method, String path) {
    meanwhile(path);
  }

  private void meanwhile(String path) {
    if (callsToCrash >= 0 && callsToCrash-- == 0) {
      crash.run();
      return;
    }
    if (random.nextInt(100) >= MEANWHILE_PERCENT) {
      return;
    }
    // What happens during a call happens later than the call began.
    clock.advance(Duration.ofMillis(1 + (random.nextBoolean() ? random.nextInt(2_500) : 0)));
    Matcher order = ONE_ORDER.matcher(path);
    if (order.matches()) {
      change(Long.parseLong(order.group(1)));
    } else {
      changeSome(3);
    }
    if (random.nextInt(3) == 0) {
      tills.run();
    }
    if (random.nextBoolean()) {
      deliver();
    }
  }
}
