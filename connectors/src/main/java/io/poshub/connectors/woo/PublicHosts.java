package io.poshub.connectors.woo;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Lets the hub connect to public addresses only. One other address among a host's is enough to
 * refuse it. Virtual threads: it asks for addresses.
 */
public final class PublicHosts implements StoreGuard {
  private final boolean allowPrivate;

  /**
   * Makes a guard.
   *
   * @param allowPrivate whether this machine and private networks are let through as well
   */
  public PublicHosts(boolean allowPrivate) {
    this.allowPrivate = allowPrivate;
  }

  @Override
  public boolean allows(String host) throws UnknownHostException {
    return Arrays.stream(InetAddress.getAllByName(host)).allMatch(this::allows);
  }

  boolean allows(InetAddress address) {
    if (address.isAnyLocalAddress() || address.isLinkLocalAddress() || address.isMulticastAddress()) {
      return false;
    }
    return allowPrivate || !isPrivate(address);
  }

  private static boolean isPrivate(InetAddress address) {
    byte[] bytes = address.getAddress();
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    boolean special =
        address instanceof Inet4Address
            ? first == 0
                || first >= 240
                || (first == 100 && second >= 64 && second < 128)
                || (first == 198 && (second == 18 || second == 19))
                || (first == 192 && second == 0)
            // Of IPv6 only what is handed out to the internet, without tunnels into IPv4.
            : (first & 0xe0) != 0x20 || (first == 0x20 && second == 0x02);
    return special || address.isLoopbackAddress() || address.isSiteLocalAddress();
  }
}
