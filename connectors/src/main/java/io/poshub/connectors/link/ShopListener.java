package io.poshub.connectors.link;

/** Is told what happens, for counting. Called on whatever thread it happens on; must not block. */
public interface ShopListener {
  ShopListener NONE = new ShopListener() {};

  /** An order came from a shop, and this came of it in one word. */
  default void onOrder(String what) {}

  /** A webhook came, and was answered so. */
  default void onWebhook(String answer) {}

  /** How a sweep ended. */
  enum SweepEnd {
    WELL,
    /** Its time was over; the next one goes on where it was. */
    PAUSED,
    FAILED
  }

  /** A sweep ended. */
  default void onSweep(SweepEnd end, long nanos) {}

  /** Webhooks that a shop had disabled or lost were put right. */
  default void onHealed(int webhooks) {}

  /** A job ended in a state. */
  default void onJob(String state) {}
}
