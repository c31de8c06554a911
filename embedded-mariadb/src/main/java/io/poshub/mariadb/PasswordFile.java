package io.poshub.mariadb;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** The generated password, in a file that only its owner reads. */
final class PasswordFile {
  private static final int RANDOM_BYTES = 32;

  private PasswordFile() {}

  /** The database's password; made now if neither it nor the database exists. */
  static String readOrCreate(ServerHome home) throws IOException {
    Path file = home.password();
    if (!Files.exists(file)) {
      if (Files.exists(home.data())) {
        throw new MariaDbStartException(
            file + " is missing: without it the database in " + home.data() + " cannot be opened");
      }
      create(file);
    }
    String password = Files.readString(file, US_ASCII).strip();
    if (password.isEmpty()) {
      throw new MariaDbStartException(file + " is empty: it should hold the database's password");
    }
    return password;
  }

  private static void create(Path file) throws IOException {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n";
    Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
    Files.deleteIfExists(unfinished);
    try (FileChannel channel =
        FileChannel.open(unfinished, Set.of(CREATE_NEW, WRITE), Folders.OWNER_READS_AND_WRITES)) {
      channel.write(ByteBuffer.wrap(password.getBytes(US_ASCII)));
      channel.force(true);
    }
    Files.move(unfinished, file, ATOMIC_MOVE, REPLACE_EXISTING);
    Folders.sync(file.getParent());
  }
}
