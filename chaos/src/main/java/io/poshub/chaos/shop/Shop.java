package io.poshub.chaos.shop;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.stream.IntStream;

/** A tenant as its writers and readers know it. Any thread. */
public final class Shop {
  private static final int CUSTOMERS = 4;

  private final TenantAccess tenant;
  private final HubCaller caller;
  private final WriteLog log;
  private final String sharedCard;

  /**
   * @param line where the writers find the hub
   */
  public Shop(
      HttpClient client,
      URI line,
      TenantAccess tenant,
      CallLog calls,
      WriteLog log,
      String sharedCard) {
    this.tenant = tenant;
    this.caller = new HubCaller(client, line, tenant, calls);
    this.log = log;
    this.sharedCard = sharedCard;
  }

  TenantAccess tenant() {
    return tenant;
  }

  HubCaller caller() {
    return caller;
  }

  WriteLog log() {
    return log;
  }

  String sharedCard() {
    return sharedCard;
  }

  String phone(int customer) {
    return phones().get(customer % CUSTOMERS);
  }

  /** Numbers that are kept for stories. */
  public static List<String> phones() {
    return IntStream.range(0, CUSTOMERS).mapToObj(i -> "+44770090010" + i).toList();
  }
}
