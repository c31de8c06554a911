package io.poshub.fakeshop;

/**
 * A key pair of the shop.
 *
 * @param permission {@code read}, {@code write} or {@code read_write}
 * @param ownerMayManage whether the key's owner runs the shop or only buys there
 */
public record ShopKey(String key, String secret, String permission, boolean ownerMayManage) {
  public static final ShopKey FULL =
      new ShopKey("ck_" + "a1".repeat(20), "cs_" + "b2".repeat(20), "read_write", true);
  public static final ShopKey READ =
      new ShopKey("ck_" + "a3".repeat(20), "cs_" + "b4".repeat(20), "read", true);
  public static final ShopKey WRITE =
      new ShopKey("ck_" + "a5".repeat(20), "cs_" + "b6".repeat(20), "write", true);
  public static final ShopKey CUSTOMER =
      new ShopKey("ck_" + "a7".repeat(20), "cs_" + "b8".repeat(20), "read_write", false);
}
