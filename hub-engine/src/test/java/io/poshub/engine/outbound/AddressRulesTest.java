package io.poshub.engine.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.testing.Seeds;
import java.net.InetAddress;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2001:4860:4860::8888",
        "2600::",
        "2a00:1450:4001:81b::200e",
        "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8",
        "2002:808:808::1"
      })
  void theInternetIsPublic(String address) {
    assertThat(kind(address)).isEqualTo(AddressKind.PUBLIC);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.254",
        "10.0.0.0",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "172.16.0.0",
        "172.31.255.255",
        "192.168.0.1",
        "198.18.0.1",
        "198.19.255.255",
        "::1",
        "fc00::1",
        "fdff:ffff::1",
        "fec0::1",
        "::ffff:127.0.0.1",
        "::ffff:10.1.2.3",
        "::ffff:0:192.168.1.1",
        "64:ff9b::127.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::1",
        "2002:7f00:1::1",
        "2002:c0a8:101::1"
      })
  void ownNetworksArePrivateHoweverTheyAreWritten(String address) {
    assertThat(kind(address)).isEqualTo(AddressKind.PRIVATE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "169.254.169.254",
        "169.254.0.1",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::2",
        "::7f00:1",
        "::ffff:169.254.169.254",
        "64:ff9b::169.254.169.254",
        "2002:a9fe:a9fe::1",
        "100::1",
        "2001::1",
        "2001:20::1",
        "2001:db8::1",
        "3fff::1",
        "5f00::1",
        "4000::1",
        "fd00:ec2::254",
        "fe80::1",
        "febf::1",
        "ff02::1"
      })
  void nothingIsEverSentToWhereNoServiceIs(String address) {
    assertThat(kind(address)).isEqualTo(AddressKind.NEVER);
  }

  /** The JDK's own idea of what is not public must never be wider than ours. */
  @Test
  void whateverTheJdkCallsLocalIsNotPublic() throws Exception {
    RandomGenerator random = Seeds.random(getClass().getSimpleName());
    for (int i = 0; i < 200_000; i++) {
      byte[] address = new byte[random.nextBoolean() ? 4 : 16];
      random.nextBytes(address);
      InetAddress parsed = InetAddress.getByAddress(address);
      boolean local =
          parsed.isAnyLocalAddress()
              || parsed.isLoopbackAddress()
              || parsed.isLinkLocalAddress()
              || parsed.isSiteLocalAddress()
              || parsed.isMulticastAddress();
      if (local) {
        assertThat(AddressRules.kind(parsed)).as("%s", parsed).isNotEqualTo(AddressKind.PUBLIC);
      }
    }
  }

  /** An IPv4 address leads to the same place in each of its IPv6 disguises. */
  @Test
  void anAddressInAnAddressLeadsWhereTheInnerOneDoes() {
    RandomGenerator random = Seeds.random(getClass().getSimpleName());
    for (int i = 0; i < 20_000; i++) {
      byte[] inner = new byte[4];
      random.nextBytes(inner);
      AddressKind kind = AddressRules.kind(inner);

      assertThat(AddressRules.kind(carried(inner, 12, 10, 0xff, 11, 0xff))).isEqualTo(kind);
      assertThat(AddressRules.kind(carried(inner, 12, 1, 0x64, 2, 0xff, 3, 0x9b))).isEqualTo(kind);
      assertThat(AddressRules.kind(carried(inner, 2, 0, 0x20, 1, 0x02))).isEqualTo(kind);
    }
  }

  private static byte[] carried(byte[] inner, int at, int... placed) {
    byte[] outer = new byte[16];
    System.arraycopy(inner, 0, outer, at, inner.length);
    for (int i = 0; i < placed.length; i += 2) {
      outer[placed[i]] = (byte) placed[i + 1];
    }
    return outer;
  }

  private static AddressKind kind(String address) {
    return AddressRules.kind(InetAddress.ofLiteral(address));
  }
}
