package io.poshub.engine.lane;

/**
 * The order in which every transaction locks its rows; the stream's head always comes last. Where a
 * node writes alone, order numbers are remembered, and locked only as they are written.
 */
public final class LockOrder {
  public static final int IDEMPOTENCY_KEYS = 10;
  public static final int SETTINGS = 15;
  public static final int ORDERS = 20;
  public static final int ORDER_HANDLING = 25;
  public static final int ORDER_NUMBERS = 30;
  public static final int GIFT_CARDS = 40;
  public static final int LOYALTY_ACCOUNTS = 50;
  public static final int REPORTS = 60;
  public static final int SHOP_ORDERS = 70;
  public static final int SHOP_JOBS = 75;
  public static final int WEBHOOKS = 80;
  public static final int TIMERS = 90;

  private LockOrder() {}
}
