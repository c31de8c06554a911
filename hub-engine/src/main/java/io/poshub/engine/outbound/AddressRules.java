package io.poshub.engine.outbound;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Where addresses lead, by the registries of special-purpose addresses: pure functions. Any thread.
 *
 * <p>IPv6 addresses that carry an IPv4 address lead where that one does, and of IPv6 only what is
 * handed out to the internet is public.
 */
public final class AddressRules {
  private static final int IPV4_BYTES = 4;

  private static final List<Block> IPV4 =
      List.of(
          Block.of(AddressKind.NEVER, 8, 0),
          Block.of(AddressKind.PRIVATE, 8, 10),
          Block.of(AddressKind.PRIVATE, 10, 100, 64),
          Block.of(AddressKind.PRIVATE, 8, 127),
          Block.of(AddressKind.NEVER, 16, 169, 254),
          Block.of(AddressKind.PRIVATE, 12, 172, 16),
          Block.of(AddressKind.NEVER, 24, 192, 0, 0),
          Block.of(AddressKind.NEVER, 24, 192, 0, 2),
          Block.of(AddressKind.NEVER, 24, 192, 88, 99),
          Block.of(AddressKind.PRIVATE, 16, 192, 168),
          Block.of(AddressKind.PRIVATE, 15, 198, 18),
          Block.of(AddressKind.NEVER, 24, 198, 51, 100),
          Block.of(AddressKind.NEVER, 24, 203, 0, 113),
          Block.of(AddressKind.NEVER, 4, 224),
          Block.of(AddressKind.NEVER, 4, 240));

  /** Beside those that carry an IPv4 address. */
  private static final List<Block> IPV6 =
      List.of(
          Block.of(AddressKind.PRIVATE, 128, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
          // A NAT64 of somebody's own.
          Block.of(AddressKind.PRIVATE, 48, 0x00, 0x64, 0xff, 0x9b, 0x00, 0x01),
          // Amazon's metadata, within the private block that follows.
          Block.of(AddressKind.NEVER, 32, 0xfd, 0x00, 0x0e, 0xc2),
          Block.of(AddressKind.PRIVATE, 7, 0xfc),
          Block.of(AddressKind.PRIVATE, 10, 0xfe, 0xc0),
          // Protocols and tunnels, documentation.
          Block.of(AddressKind.NEVER, 23, 0x20, 0x01, 0x00),
          Block.of(AddressKind.NEVER, 32, 0x20, 0x01, 0x0d, 0xb8),
          Block.of(AddressKind.NEVER, 20, 0x3f, 0xff, 0x00),
          Block.of(AddressKind.PUBLIC, 3, 0x20));

  /** A prefix, an IPv4 address, and what follows. */
  private static final List<Block> CARRIERS =
      List.of(
          Block.of(AddressKind.PUBLIC, 96, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff),
          Block.of(AddressKind.PUBLIC, 96, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0),
          Block.of(AddressKind.PUBLIC, 96, 0x00, 0x64, 0xff, 0x9b),
          Block.of(AddressKind.PUBLIC, 16, 0x20, 0x02));

  private AddressRules() {}

  public static AddressKind kind(InetAddress address) {
    return kind(address.getAddress());
  }

  /**
   * Where an address leads.
   *
   * @param address 4 or 16 bytes
   */
  static AddressKind kind(byte[] address) {
    if (address.length == IPV4_BYTES) {
      return first(IPV4, address, AddressKind.PUBLIC);
    }
    for (Block carrier : CARRIERS) {
      if (carrier.holds(address)) {
        int from = carrier.bits() / Byte.SIZE;
        return kind(Arrays.copyOfRange(address, from, from + IPV4_BYTES));
      }
    }
    return first(IPV6, address, AddressKind.NEVER);
  }

  private static AddressKind first(List<Block> blocks, byte[] address, AddressKind otherwise) {
    return blocks.stream()
        .filter(block -> block.holds(address))
        .findFirst()
        .map(Block::kind)
        .orElse(otherwise);
  }

  /** The addresses that begin with the same bits. */
  private record Block(AddressKind kind, int bits, List<Integer> prefix) {

    /** What is left out of the prefix is zero. */
    static Block of(AddressKind kind, int bits, Integer... prefix) {
      return new Block(kind, bits, List.of(prefix));
    }

    boolean holds(byte[] address) {
      for (int bit = 0; bit < bits; bit++) {
        int at = bit / Byte.SIZE;
        int mask = 0x80 >> (bit % Byte.SIZE);
        int wanted = at < prefix.size() ? prefix.get(at) : 0;
        if ((address[at] & mask) != (wanted & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}
