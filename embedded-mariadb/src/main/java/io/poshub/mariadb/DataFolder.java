package io.poshub.mariadb;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A data folder held by this process alone, until it is closed or the process ends, however it
 * ends. Safe to use from any thread.
 */
public final class DataFolder implements AutoCloseable {
  static final String LOCK_FILE = "hub.lock";

  /** A process number has at most this many digits. */
  private static final int PID_DIGITS_MAX = 20;

  /**
   * The folders this process holds. File locks belong to the whole process: closing a second
   * channel on the same file would silently give up the first one's lock, so a second opener here
   * must never get as far as the file.
   */
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel lockFile;

  private DataFolder(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  /** Creates the folder (for its owner only) where it is missing, and takes hold of it. */
  public static DataFolder open(Path folder) throws IOException {
    Folders.createPrivate(folder.toAbsolutePath());
    Path path = folder.toRealPath();
    if (!HELD_HERE.add(path)) {
      throw new DataFolderInUseException(path, Long.toString(ProcessHandle.current().pid()));
    }
    try {
      return new DataFolder(path, lock(path));
    } catch (IOException | RuntimeException e) {
      HELD_HERE.remove(path);
      throw e;
    }
  }

  private static FileChannel lock(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path.resolve(LOCK_FILE), Set.of(CREATE, READ, WRITE), Folders.OWNER_READS_AND_WRITES);
    try {
      if (channel.tryLock() == null) {
        throw new DataFolderInUseException(path, readHolder(channel));
      }
      channel.truncate(0);
      String pid = ProcessHandle.current().pid() + "\n";
      channel.write(ByteBuffer.wrap(pid.getBytes(US_ASCII)), 0);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static String readHolder(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(PID_DIGITS_MAX);
    channel.read(bytes, 0);
    String pid = US_ASCII.decode(bytes.flip()).toString().strip();
    return pid.matches("\\d+") ? pid : "unknown";
  }

  /** The folder without symbolic links: the same folder always has the same name. */
  public Path path() {
    return path;
  }

  /** Whether this process still holds it. */
  boolean isHeld() {
    return lockFile.isOpen() && Files.isDirectory(path);
  }

  /** Lets go of the folder; the lock file stays. Idempotent. */
  @Override
  public void close() throws IOException {
    if (!lockFile.isOpen()) {
      return;
    }
    lockFile.close();
    HELD_HERE.remove(path);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
