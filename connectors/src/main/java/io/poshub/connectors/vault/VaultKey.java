package io.poshub.connectors.vault;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the vault's key comes from: the settings, or a file made on the first start. */
public final class VaultKey {
  private static final String FILE = "secret.key";

  private VaultKey() {}

  /** Reads a key that somebody gave: 32 bytes as Base64. */
  public static Optional<byte[]> parse(String text) {
    try {
      byte[] key = Base64.getDecoder().decode(text.strip());
      return key.length == SecretVault.KEY_BYTES ? Optional.of(key) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * The given key, or the folder's, or a new one that is kept there.
   *
   * @param given as Base64; checked before
   */
  public static byte[] load(@Nullable String given, Path folder, SecureRandom random)
      throws IOException {
    if (given != null) {
      return parse(given).orElseThrow(() -> new IOException("the secret key is not 32 bytes"));
    }
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      create(file, random);
    }
    return parse(Files.readString(file)).orElseThrow(() -> new IOException(FILE + " is not a key"));
  }

  private static void create(Path file, SecureRandom random) throws IOException {
    byte[] key = new byte[SecretVault.KEY_BYTES];
    random.nextBytes(key);
    try {
      // Readable by nobody else before the first byte is in it.
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(
          file,
          Set.of(Base64.getEncoder().encodeToString(key)),
          StandardOpenOption.WRITE,
          StandardOpenOption.SYNC);
    } catch (FileAlreadyExistsException e) {
      // Somebody else was first; theirs is read.
    }
  }
}
