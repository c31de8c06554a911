package io.poshub.connectors.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets open for whom they were sealed, with the key they were sealed with, and never else. */
class SecretVaultTest {
  private static final String SECRET = "cs_0123456789";

  private final SecretVault vault = new SecretVault(key(1));

  @TempDir private Path folder;

  @Test
  void whatIsSealedOpensAndIsNeverTheSameTwice() {
    byte[] sealed = vault.seal("kitchen", SECRET);

    assertThat(vault.open("kitchen", sealed)).isEqualTo(SECRET);
    assertThat(vault.seal("kitchen", SECRET)).isNotEqualTo(sealed);
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain(SECRET);
  }

  @Test
  void itOpensForNobodyElseAndWithNoOtherKeyAndNotAfterAnyChange() {
    byte[] sealed = vault.seal("kitchen", SECRET);

    assertThatThrownBy(() -> vault.open("bakery", sealed)).isInstanceOf(VaultException.class);
    SecretVault other = new SecretVault(key(2));
    assertThatThrownBy(() -> other.open("kitchen", sealed))
        .isInstanceOf(VaultException.class)
        .hasMessageNotContaining(SECRET);
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> vault.open("kitchen", changed)).isInstanceOf(VaultException.class);
    }
  }

  @Test
  void withoutAGivenKeyOneIsMadeThatOnlyItsOwnerReadsAndThatStays() throws IOException {
    byte[] first = VaultKey.load(null, folder, new SecureRandom());

    Path file = folder.resolve("secret.key");
    assertThat(first).hasSize(SecretVault.KEY_BYTES);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(VaultKey.load(null, folder, new SecureRandom())).isEqualTo(first);
  }

  @Test
  void aGivenKeyIsThirtyTwoBytesAndGoesBeforeTheFile() throws IOException {
    String given = Base64.getEncoder().encodeToString(key(7));

    assertThat(VaultKey.load(given, folder, new SecureRandom())).isEqualTo(key(7));
    assertThat(Files.exists(folder.resolve("secret.key"))).isFalse();
    assertThat(VaultKey.parse("c2hvcnQ=")).isEmpty();
    assertThat(VaultKey.parse("no key!")).isEmpty();
  }

  private static byte[] key(int fill) {
    byte[] key = new byte[SecretVault.KEY_BYTES];
    Arrays.fill(key, (byte) fill);
    return key;
  }
}
