package io.hyperslab.storage;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A positional byte store: what a file is to Hyperslab. Everything HDF5 is read through this.
///
/// Implementations are safe for use by any number of threads at once, and no thread's interrupt may
/// close the store for the others: a read in an interrupted thread delivers its bytes and leaves
/// the thread's interrupt status set. Storage knows nothing of HDF5: positions are plain byte
/// offsets from its beginning. Using a closed store is an [IllegalStateException] that names it.
public interface Storage extends AutoCloseable {
  /// A name for error messages: a path, a URL, `memory`.
  String name();

  /// The number of bytes in the store now: one more than the last position that can be read.
  ///
  /// @throws IOException if the medium fails
  long size() throws IOException;

  /// Reads bytes starting at `position` into the beginning of `target`. A read may be short: it
  /// returns how many bytes it delivered, at least one unless `target` is empty (then 0), or -1
  /// when `position` is at or beyond the end, or in a gap of a store that has gaps. What `target`
  /// holds after the delivered bytes is left as it was.
  ///
  /// @param position offset from the beginning of the store, not negative
  /// @param target where the bytes go; heap or native, not read-only
  /// @throws IOException if the medium fails
  /// @throws IllegalArgumentException if `position` is negative or `target` is read-only
  long read(long position, MemorySegment target) throws IOException;

  /// Releases the medium. Closing twice has no effect.
  ///
  /// @throws IOException if the medium fails
  @Override
  void close() throws IOException;

  /// The file that holds the bytes, the first one if there are several; empty when there is none.
  /// Files that this one refers to are looked for beside it.
  default Optional<Path> path() {
    return Optional.empty();
  }

  /// All files that hold the bytes, the first one first; empty when there is none. Whoever replaces
  /// one of several takes away a part of the rest.
  default List<Path> paths() {
    return path().stream().toList();
  }

  /// How addresses written in the file correspond to positions in this store. They are the same
  /// number except in the stores of [#split(Path)] and [#multi(Path)].
  default AddressMap addresses() {
    return AddressMap.identity();
  }

  /// What a request costs besides its bytes: as much as to deliver so many more bytes. Readers
  /// weigh by it whether they read what lies between two places, ask twice, or keep what is beside
  /// them. It changes how often they ask, and never what they find. It stays the same.
  ///
  /// A store says so if its requests travel: with 20 ms to and fro, and 100 MB in a second, 2 MB.
  /// One that does not say is taken for a file of this machine, of which 8 KiB are read in the time
  /// of a request.
  ///
  /// @return bytes; readers take what is less than 1 for 1, and more than 8 MiB for that. On a
  ///   small heap they take it for less, for they hold in memory what they read together.
  default long requestCost() {
    return 8192;
  }

  /// A file of the default file system, opened for reading.
  ///
  /// Any number of threads read at once without a lock. The file that was opened stays the one that
  /// is read even when its path is deleted or replaced meanwhile.
  ///
  /// @param file a regular file, or a symbolic link to one
  /// @throws java.nio.file.NoSuchFileException if there is none
  /// @throws java.nio.file.AccessDeniedException if it may not be read
  /// @throws java.nio.file.FileSystemException if it is a directory, a device, a pipe, a socket
  /// @throws IllegalArgumentException if the path belongs to another file system
  static Storage file(Path file) throws IOException {
    return FileStorage.open(file);
  }

  /// The image of a file in memory, named `memory`.
  ///
  /// @param image not copied; it must not change while it is read
  static Storage memory(byte[] image) {
    return memory("memory", MemorySegment.ofArray(image));
  }

  /// The image of a file in memory.
  ///
  /// @param name for error messages
  /// @param image not copied; it must stay alive, and must be accessible from every thread that
  ///   reads. Closing the store does not release it.
  static Storage memory(String name, MemorySegment image) {
    return new MemoryStorage(name, image);
  }

  /// A file mapped into memory, as large as it is now.
  ///
  /// **Only for files that nobody truncates while they are mapped.** To touch a page that is no
  /// longer part of the file is a fault in the hardware: the read, or what the thread does next,
  /// may then throw an [InternalError], and the Java VM may end. [#file(Path)] has no such risk.
  ///
  /// @param file a regular file, or a symbolic link to one
  /// @throws IOException as for [#file(Path)], or if it cannot be mapped
  static Storage mapped(Path file) throws IOException {
    return MappedStorage.open(file);
  }

  /// Several stores as one, each at a position of its own. Closing it closes them.
  ///
  /// A read that reaches the end of a member, or the next member's start, ends there; a position
  /// between a member's end and the next one's start is a gap. Of a member that reaches beyond the
  /// next one's start, only the bytes before that count.
  ///
  /// @param name for error messages
  /// @param members at least one, in any order, no two at the same start
  static Storage concatenation(String name, List<StorageMember> members) {
    return new ConcatenatedStorage(name, Optional.empty(), AddressMap.identity(), members);
  }

  /// A family of files, as written by libhdf5's family driver: the address space cut into files of
  /// equal size. The first file's size is the size of each; the first number that has no file ends
  /// the family.
  ///
  /// @param pattern a path whose last component has one integer conversion in the manner of printf,
  ///   such as `x%05d.h5`; `%%` is a percent sign
  /// @throws java.nio.file.NoSuchFileException if the first file is missing
  /// @throws IllegalArgumentException if the pattern has no conversion, more than one, or another
  static Storage family(Path pattern) throws IOException {
    return FamilyStorage.open(pattern);
  }

  /// A pair of files, as written by libhdf5's split driver: metadata in `base-m.h5`, raw data in
  /// `base-r.h5`; or, when there is no `base-m.h5`, in `base.meta` and `base.raw`. The first file's
  /// driver information says where in the address space each belongs.
  ///
  /// Addresses in such a file are not positions in the store: see [#addresses()].
  ///
  /// @param base the path without the endings
  /// @throws java.nio.file.NoSuchFileException if a file is missing that is not empty
  /// @throws io.hyperslab.error.MalformedFileException if the driver information is not sound
  static Storage split(Path base) throws IOException {
    return MultiStorage.openSplit(base);
  }

  /// Up to six files, as written by libhdf5's multi driver: one for each kind of content, such as
  /// `base-s.h5` for the superblock and `base-o.h5` for object headers. The superblock's driver
  /// information says which there are and where in the address space each belongs.
  ///
  /// Addresses in such a file are not positions in the store: see [#addresses()]. With superblocks
  /// from version 2 on, the driver information is found only if the member files lie where libhdf5
  /// puts them unless told otherwise; libhdf5 itself has to be told as well.
  ///
  /// @param base the path without the endings
  /// @throws java.nio.file.NoSuchFileException if a file is missing that is not empty
  /// @throws io.hyperslab.error.MalformedFileException if the driver information is not sound
  static Storage multi(Path base) throws IOException {
    return MultiStorage.openMulti(base);
  }
}
