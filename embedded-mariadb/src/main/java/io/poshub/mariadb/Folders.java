package io.poshub.mariadb;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Private folders, and folders that appear whole or not at all. */
final class Folders {
  static final FileAttribute<Set<PosixFilePermission>> OWNER_READS_AND_WRITES =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ENTERS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private Folders() {}

  static void createPrivate(Path folder) throws IOException {
    Files.createDirectories(folder, OWNER_ENTERS);
  }

  /**
   * Gives a finished folder its real name, in one step, with everything in it on the disk before:
   * whoever sees the name, even after a power cut, sees the whole folder.
   */
  static void publish(Path finished, Path name) throws IOException {
    Files.walkFileTree(finished, new Syncing());
    Files.move(finished, name, ATOMIC_MOVE);
    sync(name.toAbsolutePath().getParent());
  }

  static void deleteTree(Path folder) throws IOException {
    if (Files.exists(folder)) {
      Files.walkFileTree(folder, new Deleting());
    }
  }

  static void sync(@Nullable Path path) throws IOException {
    if (path != null) {
      try (FileChannel channel = FileChannel.open(path, READ)) {
        channel.force(true);
      }
    }
  }

  private static final class Syncing extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      sync(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      sync(folder);
      return super.postVisitDirectory(folder, failure);
    }
  }

  private static final class Deleting extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      Files.deleteIfExists(folder);
      return super.postVisitDirectory(folder, failure);
    }
  }
}
