package io.poshub.client.money;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.poshub.client.http.JsonText;
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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The calls that are on their way, in a file that only its owner may read: a line when one begins,
 * a line when its answer is known, each forced to disk before anything else happens. A line that a
 * power cut left half written belongs to a call that was never sent. Any thread.
 */
public final class Outbox implements AutoCloseable {
  /** A till with more unanswered calls should not make further ones. */
  public static final int OPEN_MAX_CALLS = 1_000;

  /** Lines after which the file is written anew with what is open. */
  static final int LINES_MAX = 10_000;

  private final Path path;
  private final Map<String, OpenCall> open = new LinkedHashMap<>();
  private FileChannel out;
  private int lines;

  private Outbox(Path path, Map<String, OpenCall> open) throws IOException {
    this.path = path;
    this.open.putAll(open);
    this.out = rewrite();
  }

  /** Opens the file, or makes it. */
  public static Outbox open(Path file) throws IOException {
    Path path = file.toAbsolutePath();
    Files.createDirectories(requireNonNull(path.getParent(), "a file always has a folder"));
    return new Outbox(path, read(path));
  }

  /** The calls whose answers are not known, oldest first. */
  public synchronized List<OpenCall> open() {
    return List.copyOf(open.values());
  }

  /** On disk when this returns; only then the call may be sent. */
  synchronized void begin(OpenCall call) throws IOException {
    if (open.size() >= OPEN_MAX_CALLS) {
      throw new IOException(OPEN_MAX_CALLS + " calls have no answer yet: finish them first");
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("key", call.key());
    line.put("path", call.path());
    line.put("body", call.body());
    write(Json.write(line));
    open.put(call.key(), call);
  }

  /** The answer is known. */
  synchronized void end(OpenCall call) throws IOException {
    if (open.remove(call.key()) != null) {
      write(Json.write(Map.of("done", call.key())));
      if (lines > LINES_MAX) {
        out.close();
        out = rewrite();
      }
    }
  }

  @Override
  public synchronized void close() throws IOException {
    out.close();
  }

  private void write(String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(UTF_8));
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
    out.force(true);
    lines++;
  }

  /** Replaces the file whole or not at all by one that holds only what is open. */
  private FileChannel rewrite() throws IOException {
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(fresh);
    }
    out = FileChannel.open(fresh, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    lines = 0;
    List<OpenCall> calls = List.copyOf(open.values());
    open.clear();
    for (OpenCall call : calls) {
      begin(call);
    }
    out.force(true);
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return out;
  }

  private static Map<String, OpenCall> read(Path path) throws IOException {
    Map<String, OpenCall> open = new LinkedHashMap<>();
    List<String> lines;
    try {
      lines = List.of(Files.readString(path).split("\n", -1));
    } catch (NoSuchFileException e) {
      return open;
    }
    for (int i = 0; i < lines.size(); i++) {
      boolean last = i == lines.size() - 1;
      if (!lines.get(i).isEmpty()) {
        read(lines.get(i), last, path, open);
      }
    }
    return open;
  }

  private static void read(String line, boolean last, Path path, Map<String, OpenCall> open)
      throws IOException {
    try {
      JsonValue entry = Json.parse(line);
      String done = JsonText.at(entry, "done");
      String key = JsonText.at(entry, "key");
      String callPath = JsonText.at(entry, "path");
      String body = JsonText.at(entry, "body");
      if (done != null) {
        open.remove(done);
      } else if (key != null && callPath != null && body != null) {
        open.put(key, new OpenCall(key, callPath, body));
      } else {
        throw unreadable(path);
      }
    } catch (MalformedJsonException e) {
      // Only the last line can have been cut off, and then its call was not sent.
      if (!last) {
        throw unreadable(path);
      }
    }
  }

  private static IOException unreadable(Path path) {
    return new IOException(
        "the file of open calls " + path + " is damaged: a person has to look at it");
  }
}
