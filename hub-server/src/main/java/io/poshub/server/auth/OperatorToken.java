package io.poshub.server.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The operator's secret: given, or made on the first start and kept in a file only its owner can
 * read.
 */
public final class OperatorToken {
  public static final String FILE = "operator.token";
  private static final int TOKEN_BYTES = 32;

  private OperatorToken() {}

  /** The given token, else the data folder's, which is made if there is none. */
  public static String load(@Nullable String given, Path dataDir, SecureRandom random)
      throws IOException {
    if (given != null) {
      return given;
    }
    Path file = dataDir.resolve(FILE);
    if (Files.exists(file)) {
      String token = Files.readString(file).strip();
      if (!token.isEmpty()) {
        return token;
      }
    }
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String token = "op_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    write(file, token);
    return token;
  }

  /** Complete or not there: a crash must not leave an empty secret. */
  private static void write(Path file, String token) throws IOException {
    Path draft =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            FILE,
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(draft, token + "\n");
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
