package io.poshub.engine.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.outbound.OutboundGuard.Verdict;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class OutboundGuardTest {
  private static final OutboundTarget TARGET = new OutboundTarget(true, "shop.example", 443, "/");

  @Test
  void whatIsAllowedComesWithTheAddressesThatWereChecked() {
    assertThat(guard(false, "8.8.8.8", "2600::1").check(TARGET))
        .isEqualTo(
            new Verdict.Allowed(
                List.of(InetAddress.ofLiteral("8.8.8.8"), InetAddress.ofLiteral("2600::1"))));
  }

  @Test
  void oneBadAddressIsEnough() {
    assertThat(guard(false, "8.8.8.8", "10.0.0.1").check(TARGET)).isEqualTo(new Verdict.Refused());
    assertThat(guard(true, "8.8.8.8", "169.254.169.254").check(TARGET))
        .isEqualTo(new Verdict.Refused());
  }

  @Test
  void ownNetworksAreForThoseWhoAllowThem() {
    assertThat(guard(false, "127.0.0.1").check(TARGET)).isEqualTo(new Verdict.Refused());
    assertThat(guard(true, "127.0.0.1").check(TARGET)).isInstanceOf(Verdict.Allowed.class);
  }

  @Test
  void aHostWithoutAnAddressIsNotKnown() {
    OutboundGuard guard =
        new OutboundGuard(
            _ -> {
              throw new UnknownHostException("not here");
            },
            false);

    assertThat(guard.check(TARGET)).isEqualTo(new Verdict.UnknownHost());
    assertThat(guard(false).check(TARGET)).isEqualTo(new Verdict.UnknownHost());
  }

  @Test
  void theMachinesResolverIsAskedOnAnotherThread() throws Exception {
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      assertThat(new SystemLookup(threads).lookup("127.0.0.1"))
          .containsExactly(InetAddress.ofLiteral("127.0.0.1"));
    }
  }

  private static OutboundGuard guard(boolean allowPrivate, String... addresses) {
    return new OutboundGuard(
        _ -> Arrays.stream(addresses).map(InetAddress::ofLiteral).toList(), allowPrivate);
  }
}
