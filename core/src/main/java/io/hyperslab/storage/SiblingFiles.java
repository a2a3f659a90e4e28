package io.hyperslab.storage;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/// New files beside existing ones that they are to replace.
final class SiblingFiles {
  /// As many as Linux follows.
  private static final int MOST_LINKS = 40;

  private static final int ATTEMPTS = 100;

  /// Names may have 255 bytes; a character takes up to 4 of them.
  private static final int LONGEST_NAME = 48;

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private SiblingFiles() {}

  /// Where `path` leads, whether or not there is a file.
  static Path behindLinks(Path path) throws IOException {
    Path place = path.toAbsolutePath();
    for (int i = 0; i < MOST_LINKS; i++) {
      if (!Files.isSymbolicLink(place)) {
        return place;
      }
      place = place.resolveSibling(Files.readSymbolicLink(place));
    }
    throw new FileSystemLoopException(path.toString());
  }

  /// A new, empty file named `.NAME.XXXX.tmp` beside `target`, and as accessible as that.
  ///
  /// @param name for error messages
  static FileHandle create(String name, Path target) throws IOException {
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return createNamed(name, target);
    }
    RegularFiles.require(target);
    if (!Files.isWritable(target)) {
      throw new AccessDeniedException(target.toString());
    }
    Optional<PosixFileAttributeView> original = attributes(target);
    if (original.isEmpty()) {
      return createNamed(name, target);
    }
    FileHandle file = createNamed(name, target, OWNER_ONLY);
    boolean done = false;
    try {
      makeAccessible(file.path(), original.get().readAttributes());
      done = true;
      return file;
    } finally {
      if (!done) {
        file.close();
        Files.deleteIfExists(file.path());
      }
    }
  }

  private static Optional<PosixFileAttributeView> attributes(Path path) {
    return Optional.ofNullable(Files.getFileAttributeView(path, PosixFileAttributeView.class));
  }

  private static FileHandle createNamed(String name, Path target, FileAttribute<?>... attributes)
      throws IOException {
    for (int i = 1; ; i++) {
      try {
        return FileHandle.create(name, target.resolveSibling(temporaryName(target)), attributes);
      } catch (FileAlreadyExistsException e) {
        if (i == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static String temporaryName(Path target) {
    String name = String.valueOf(target.getFileName());
    if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
      name = name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME));
    }
    String random = Integer.toUnsignedString(ThreadLocalRandom.current().nextInt(), 36);
    return "." + name + "." + random + ".tmp";
  }

  /// Gives `file` the owner, group and permissions of another. Without the group, the permissions
  /// that were for it would be another group's, so only those that everybody has remain.
  private static void makeAccessible(Path file, PosixFileAttributes original) throws IOException {
    PosixFileAttributeView view = attributes(file).orElseThrow();
    PosixFileAttributes present = view.readAttributes();
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    permissions.addAll(original.permissions());
    if (!present.group().equals(original.group())
        && !succeeds(() -> view.setGroup(original.group()))) {
      keepForGroupWhatOthersHave(permissions);
    }
    view.setPermissions(permissions);
    if (!present.owner().equals(original.owner())) {
      succeeds(() -> view.setOwner(original.owner()));
    }
  }

  private static void keepForGroupWhatOthersHave(Set<PosixFilePermission> permissions) {
    if (!permissions.contains(PosixFilePermission.OTHERS_READ)) {
      permissions.remove(PosixFilePermission.GROUP_READ);
    }
    if (!permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      permissions.remove(PosixFilePermission.GROUP_WRITE);
    }
    if (!permissions.contains(PosixFilePermission.OTHERS_EXECUTE)) {
      permissions.remove(PosixFilePermission.GROUP_EXECUTE);
    }
  }

  private interface Change {
    void make() throws IOException;
  }

  /// Makes a change that only some users may make.
  private static boolean succeeds(Change change) {
    try {
      change.make();
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /// Makes the name of `file` survive a loss of power, where the system lets directories be opened.
  static void forceDirectory(Path file) throws IOException {
    if (Platform.current() == Platform.WINDOWS) {
      return;
    }
    Path directory = file.toAbsolutePath().resolveSibling("");
    boolean interrupted = false;
    try {
      boolean forced = false;
      while (!forced) {
        interrupted |= Thread.interrupted();
        forced = forceOnce(directory);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static boolean forceOnce(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
      return true;
    } catch (ClosedByInterruptException _) {
      return false;
    }
  }
}
