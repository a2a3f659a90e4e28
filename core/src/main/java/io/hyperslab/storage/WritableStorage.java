package io.hyperslab.storage;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// A byte store that can be changed.
///
/// Reads and writes at different positions may go on at the same time; a read that overlaps a write
/// delivers for each byte what stood there before or after it. As with reads, no thread's interrupt
/// may close the store or cut a write short.
public interface WritableStorage extends Storage {
  /// Writes all bytes of `source` from `position` on. Beyond the present end the store grows; a gap
  /// between the two reads as zeros.
  ///
  /// @param position offset from the beginning of the store, not negative
  /// @param source heap or native
  /// @throws IOException if the medium fails or is full; any part of the bytes may have been
  ///   written
  /// @throws IllegalArgumentException if `position` is negative
  void write(long position, MemorySegment source) throws IOException;

  /// Sets the size: cuts the store off, or appends zeros.
  ///
  /// @param size in bytes, not negative
  /// @throws IOException if the medium fails or is full
  /// @throws IllegalArgumentException if `size` is negative
  void truncate(long size) throws IOException;

  /// Returns once everything written before is where it survives a loss of power.
  ///
  /// @throws IOException if the medium fails: nothing is known then of what was written since the
  ///   last call that returned
  void force() throws IOException;

  /// Puts the store in the place of what it is to replace; see [#replacing(Path)]. Nothing happens
  /// when that is done already, or there is nothing to replace.
  ///
  /// @param durable whether everything written before, and the replacement itself, survive a loss
  ///   of power once this returns
  /// @throws IOException if the medium fails; unless `durable`, nothing has been replaced then
  default void publish(boolean durable) throws IOException {
    if (durable) {
      force();
    }
  }

  /// An existing file of the default file system, opened for reading and writing as it is. No lock
  /// is taken: see [FileGuard].
  ///
  /// The file that was opened stays the one that is changed even when its path is deleted or
  /// replaced meanwhile.
  ///
  /// @param file a regular file, or a symbolic link to one
  /// @throws java.nio.file.NoSuchFileException if there is none
  /// @throws java.nio.file.AccessDeniedException if it may not be read and written
  /// @throws java.nio.file.FileSystemException if it is a directory, a device, a pipe, a socket
  /// @throws IllegalArgumentException if the path belongs to another file system
  static WritableStorage file(Path file) throws IOException {
    return WritableFileStorage.open(file);
  }

  /// A new, empty file of the default file system. No lock is taken: see [FileGuard].
  ///
  /// @throws java.nio.file.FileAlreadyExistsException if there is anything of that name
  /// @throws java.nio.file.NoSuchFileException if its directory is missing
  /// @throws IllegalArgumentException if the path belongs to another file system
  static WritableStorage createNew(Path file) throws IOException {
    return WritableFileStorage.create(file);
  }

  /// A new, empty file that takes the place of `file` when it is published, and not before.
  ///
  /// Until [#publish(boolean)] the bytes are in a temporary file beside the target, named
  /// `.NAME.XXXX.tmp`, and [#path()] leads there; whoever opens `file` meanwhile, or has it open,
  /// reads the old content. Publication is one step of the file system: there is no moment at which
  /// `file` is missing or incomplete. Closing a store that was not published deletes the temporary
  /// file, and the old one stays; a process that dies before leaves the temporary file behind.
  ///
  /// A symbolic link is followed: what it leads to is replaced. The new file has the owner, group
  /// and permissions of the old one as far as this process may set them, and never wider
  /// permissions; it has none of its other names (hard links) and access control lists. No lock is
  /// taken: see [FileGuard].
  ///
  /// @param file a regular file, a symbolic link, or a path where nothing is
  /// @throws java.nio.file.AccessDeniedException if there is a file that may not be written, or
  ///   none may be created beside it
  /// @throws java.nio.file.FileSystemException if it is a directory, a device, a pipe, a socket
  /// @throws IllegalArgumentException if the path belongs to another file system
  static WritableStorage replacing(Path file) throws IOException {
    return ReplacingStorage.open(file);
  }

  /// An existing family of files, as [Storage#family(Path)] reads it. No lock is taken: see
  /// [FileGuard].
  ///
  /// @param pattern as for [Storage#family(Path)]
  /// @throws java.nio.file.NoSuchFileException if the first file is missing
  /// @throws io.hyperslab.error.MalformedFileException if a file is too short that others follow
  /// @throws IllegalArgumentException if the pattern has no conversion, more than one, or another
  static WritableFamily family(Path pattern) throws IOException {
    return WritableFamily.open(pattern);
  }

  /// A new, empty family of files. No lock is taken: see [FileGuard].
  ///
  /// @param pattern as for [Storage#family(Path)]
  /// @param memberSize bytes of each file but the last, at least 1
  /// @throws java.nio.file.FileAlreadyExistsException if there is a first file already
  /// @throws IllegalArgumentException if the pattern or the size is none
  static WritableFamily createFamily(Path pattern, long memberSize) throws IOException {
    return WritableFamily.create(pattern, memberSize);
  }

  /// An existing pair of files, as libhdf5's split driver makes it: structures in `base-m.h5`, raw
  /// data in `base-r.h5`, which is made if it is missing. No lock is taken: see [FileGuard].
  ///
  /// @param base the path without the endings
  /// @throws java.nio.file.NoSuchFileException if the first file is missing
  static WritableSplit split(Path base) throws IOException {
    return WritableSplit.open(base);
  }

  /// A new, empty pair of files; see [#split(Path)].
  ///
  /// @throws java.nio.file.FileAlreadyExistsException if there is one of them already
  static WritableSplit createSplit(Path base) throws IOException {
    return WritableSplit.create(base);
  }

  /// A new, empty store in memory, named `memory`.
  static GrowableMemoryStorage memory() {
    return new GrowableMemoryStorage();
  }

  /// A new store in memory, named `memory`.
  ///
  /// @param image its bytes at the beginning; copied
  static GrowableMemoryStorage memory(byte[] image) {
    return new GrowableMemoryStorage(image);
  }
}
