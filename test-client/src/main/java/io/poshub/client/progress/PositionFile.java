package io.poshub.client.progress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.poshub.client.http.JsonText;
import io.poshub.protocol.Position;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last handled position of one terminal, as a small JSON file. A write replaces the file whole
 * or not at all: written beside it, forced to disk, renamed over it. Should a power cut undo the
 * rename, the older position only repeats events.
 */
public final class PositionFile {
  private final Path path;
  private final String tenant;

  public PositionFile(Path path, String tenant) {
    this.path = requireNonNull(path, "path is null").toAbsolutePath();
    this.tenant = requireNonNull(tenant, "tenant is null");
  }

  /** The position, or null if none was ever written. */
  public @Nullable Position read() throws IOException {
    JsonValue saved;
    try {
      saved = Json.parse(Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      return null;
    } catch (MalformedJsonException e) {
      throw unreadable("it is not JSON");
    }
    String epoch = JsonText.at(saved, "epoch");
    Long seq = JsonText.count(saved, "seq");
    if (epoch == null || seq == null) {
      throw unreadable("it holds no position");
    }
    if (!tenant.equals(JsonText.at(saved, "tenant"))) {
      throw unreadable("it belongs to another tenant");
    }
    return new Position(epoch, seq);
  }

  public void write(Position position) throws IOException {
    Path folder = requireNonNull(path.getParent(), "a file always has a folder");
    Files.createDirectories(folder);
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    try (FileChannel out =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap((text(position) + "\n").getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private String text(Position position) {
    Map<String, Object> saved = new LinkedHashMap<>();
    saved.put("tenant", tenant);
    saved.put("epoch", position.epoch());
    saved.put("seq", position.seq());
    return Json.write(saved);
  }

  /** Starting anew in silence would skip events, so a person has to decide. */
  private IOException unreadable(String why) {
    return new IOException(
        "the state file " + path + " cannot be used: " + why + "; delete it to start anew");
  }
}
