package io.poshub.mariadb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the server itself said: one file per start, the one before kept. */
final class ServerLog {
  private static final int TAIL_BYTES_MAX = 8_192;
  private static final int TAIL_LINES_MAX = 20;

  private ServerLog() {}

  static void begin(ServerHome home) throws IOException {
    if (Files.exists(home.log())) {
      Files.move(home.log(), home.previousLog(), REPLACE_EXISTING);
    }
    Files.createFile(home.log(), Folders.OWNER_READS_AND_WRITES);
  }

  /** The last lines, each on a line of its own, or nothing where there is no log. */
  static String tail(Path log) {
    try (FileChannel channel = FileChannel.open(log, READ)) {
      ByteBuffer bytes = ByteBuffer.allocate(TAIL_BYTES_MAX);
      channel.read(bytes, Math.max(0, channel.size() - TAIL_BYTES_MAX));
      List<String> lines = UTF_8.decode(bytes.flip()).toString().lines().toList();
      List<String> last = lines.subList(Math.max(0, lines.size() - TAIL_LINES_MAX), lines.size());
      return last.isEmpty() ? "" : "\n  " + String.join("\n  ", last);
    } catch (IOException e) {
      return "\n  (its log cannot be read: " + e.getMessage() + ")";
    }
  }
}
