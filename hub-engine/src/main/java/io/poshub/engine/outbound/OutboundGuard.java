package io.poshub.engine.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Decides whether the hub may connect to a target. One bad address among a host's addresses is
 * enough to refuse it: which of them a connection would take is chance. Virtual threads.
 */
public final class OutboundGuard {
  private final HostLookup lookup;
  private final boolean allowPrivate;

  /**
   * Makes a guard.
   *
   * @param allowPrivate whether this machine and private networks may be sent to as well
   */
  public OutboundGuard(HostLookup lookup, boolean allowPrivate) {
    this.lookup = lookup;
    this.allowPrivate = allowPrivate;
  }

  /** Where a target leads at this moment. */
  public sealed interface Verdict {

    /** Connect to one of these, and do not ask the name again. */
    record Allowed(List<InetAddress> addresses) implements Verdict {
      public Allowed {
        addresses = List.copyOf(addresses);
      }
    }

    /** It leads somewhere nothing is sent to. */
    record Refused() implements Verdict {}

    /** The host has no address. */
    record UnknownHost() implements Verdict {}
  }

  public Verdict check(OutboundTarget target) {
    try {
      List<InetAddress> addresses = lookup.lookup(target.host());
      if (addresses.isEmpty()) {
        return new Verdict.UnknownHost();
      }
      return addresses.stream().allMatch(this::isAllowed)
          ? new Verdict.Allowed(addresses)
          : new Verdict.Refused();
    } catch (UnknownHostException e) {
      return new Verdict.UnknownHost();
    }
  }

  private boolean isAllowed(InetAddress address) {
    return switch (AddressRules.kind(address)) {
      case PUBLIC -> true;
      case PRIVATE -> allowPrivate;
      case NEVER -> false;
    };
  }
}
