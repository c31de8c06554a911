package io.poshub.server;

import io.poshub.engine.giftcard.CardCode;
import io.poshub.engine.giftcard.CardState;
import io.poshub.engine.giftcard.NewCard;
import io.poshub.engine.loyalty.PointsMove;
import io.poshub.engine.loyalty.PointsNote;
import io.poshub.engine.order.NewOrder;
import io.poshub.engine.tenant.CreatedTenant;
import io.poshub.engine.tenant.IssuedKey;
import io.poshub.engine.tenant.NewTenant;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.Money;
import io.poshub.protocol.Phone;
import io.poshub.protocol.order.Fulfillment;
import io.poshub.protocol.order.FulfillmentType;
import io.poshub.protocol.order.OrderDetails;
import io.poshub.protocol.order.OrderSource;
import io.poshub.protocol.tenant.Role;
import io.poshub.rest.door.Engine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * A tenant to play with: made once with sample orders, cards and points; its keys are printed at
 * every start.
 */
final class Demo {
  private static final String TENANT = "kitchen";
  private static final Currency GBP = Currency.getInstance("GBP");
  private static final String KEYS_FILE = "demo.keys";
  private static final String CARD = "DEMO2026";
  private static final Phone PHONE = new Phone("+447700900123");
  private static final long POINTS = 120;

  private final Engine engine;
  private final Path keysFile;
  private final String url;
  private final PrintStream out;

  Demo(Engine engine, Path dataDir, String url, PrintStream out) {
    this.engine = engine;
    this.keysFile = dataDir.resolve(KEYS_FILE);
    this.url = url;
    this.out = out;
  }

  void prepare() throws IOException {
    Optional<CreatedTenant> created =
        engine
            .tenants()
            .create(new NewTenant(TENANT, "The Kitchen", GBP, ZoneId.of("Europe/London"), "GB"));
    Map<String, String> keys = new TreeMap<>();
    if (created.isPresent()) {
      created.get().keys().forEach(key -> keys.put(name(key), key.secret().reveal()));
      fill(created.get().tenant());
      writeKeys(keys);
    } else {
      keys.putAll(keysOfEarlierStart());
    }
    print(keys);
  }

  private Map<String, String> keysOfEarlierStart() throws IOException {
    Map<String, String> keys = new TreeMap<>();
    if (Files.exists(keysFile)) {
      Properties stored = new Properties();
      try (var reader = Files.newBufferedReader(keysFile)) {
        stored.load(reader);
      }
      stored.stringPropertyNames().forEach(role -> keys.put(role, stored.getProperty(role)));
      return keys;
    }
    for (Role role : Role.values()) {
      IssuedKey key = engine.keys().issue(TENANT, role, "demo", null);
      keys.put(name(key), key.secret().reveal());
    }
    writeKeys(keys);
    return keys;
  }

  /** Complete or not there, and for its owner only. */
  private void writeKeys(Map<String, String> keys) throws IOException {
    StringBuilder lines = new StringBuilder();
    keys.forEach((role, key) -> lines.append(role).append('=').append(key).append('\n'));
    Path draft =
        Files.createTempFile(
            keysFile.toAbsolutePath().getParent(),
            KEYS_FILE,
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(draft, lines);
    Files.move(draft, keysFile, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String name(IssuedKey key) {
    return key.info().role().name().toLowerCase(Locale.ROOT);
  }

  private void fill(Tenant tenant) {
    engine.orders().take(tenant, order("1001", "Ada", "Margherita", 1150));
    engine.orders().take(tenant, order("1002", "Grace", "Pad Thai", 1290));
    engine.orders().take(tenant, order("1003", "Linus", "Fish and chips", 1475));
    for (String code : List.of(CARD, "DEMO2027")) {
      engine
          .giftCards()
          .issue(
              tenant,
              new NewCard(
                  CardCode.of(code).orElseThrow(),
                  money(5_000),
                  null,
                  new CardState.Issue(null, null, null)));
    }
    engine
        .loyalty()
        .earn(tenant, new PointsMove(PHONE, POINTS, new PointsNote("1001", null, null, null)));
  }

  private static NewOrder order(String externalId, String guest, String dish, long minor) {
    Money price = money(minor);
    Money zero = money(0);
    OrderDetails.Item item =
        new OrderDetails.Item("1", null, dish, "1", price, List.of(), null, price);
    return new NewOrder(
        OrderSource.WEB,
        externalId,
        null,
        null,
        new Fulfillment(FulfillmentType.PICKUP, null, null, null, null, null),
        new OrderDetails(
            new OrderDetails.Customer(guest, null, null),
            List.of(item),
            GBP,
            price,
            zero,
            zero,
            true,
            zero,
            zero,
            price,
            List.of()),
        null,
        null);
  }

  private static Money money(long minor) {
    return new Money(minor, GBP);
  }

  private void print(Map<String, String> keys) {
    String platform = keys.getOrDefault("platform", "");
    String terminal = keys.getOrDefault("terminal", "");
    out.println();
    out.println("The demo tenant is '" + TENANT + "'. Its keys, for this machine only:");
    keys.forEach((role, key) -> out.printf(Locale.ROOT, "  %-9s %s%n", role, key));
    out.println();
    out.println("Gift card " + CARD + " (GBP 50.00 at first), loyalty phone " + PHONE.e164());
    out.println(
        "REST      " + url + "/api/" + TENANT + "/…   (described at " + url + "/openapi.yaml)");
    out.println("Browser   " + url + "/   (a tenant's live events)");
    out.println("WebSocket ws" + url.substring("http".length()) + "/ws/pos/" + TENANT);
    out.println();
    out.println("Watch as a till, in a second shell:");
    out.println("  ./hub terminal --tenant " + TENANT + " --key " + terminal + " --url " + url);
    out.println("Place an order, in a third:");
    out.println("  curl -s " + url + "/api/" + TENANT + "/orders \\");
    out.println("    -H 'X-API-Key: " + platform + "' -H 'X-Tenant-ID: " + TENANT + "' \\");
    out.println("    -H 'Content-Type: application/json' \\");
    out.println(
        "    -d '{\"source\":\"web\",\"items\":[{\"name\":\"Soup\",\"quantity\":\"1\",\"unit_price\":\"6.50\"}],"
            + "\"total\":\"6.50\"}'");
    out.println();
  }
}
