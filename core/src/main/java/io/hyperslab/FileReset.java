package io.hyperslab;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.Limits;
import io.hyperslab.internal.format.message.MessageType;
import io.hyperslab.internal.format.superblock.Superblock;
import io.hyperslab.internal.metadata.Recovery;
import io.hyperslab.internal.metadata.SuperblockLocator;
import io.hyperslab.storage.FileGuard;
import io.hyperslab.storage.FileLocking;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// Corrects what the superblock of a file says of the whole file, and takes away what only its last
/// writer had use for, without a look at whether the rest is sound. Whoever has a file whose writer
/// died had better try [FileRecovery] first.
///
/// Each method has the file for itself while it works. Files of several parts are refused.
public final class FileReset {
  private static final Limits LIMITS = OpenOptions.defaults().limits();

  private FileReset() {}

  /// How large a file is.
  ///
  /// @param allocated where the space ends that the superblock says is in use, in bytes from the
  ///   beginning of the file
  /// @param stored the bytes that are there
  public record Extent(long allocated, long stored) {}

  /// How large a file is, and says it is. Nothing is written.
  ///
  /// @throws IOException if the file does not exist or cannot be read
  /// @throws Hdf5Exception if it is not an HDF5 file, or somebody has it open
  public static Extent extent(Path path) throws IOException {
    try (Hdf5File file = Hdf5File.open(path, OpenOptions.defaults().allowTruncated())) {
      SuperblockLocator.Located located = file.model().located();
      Superblock superblock = located.superblock();
      long end = superblock.endOfFileAddress() - superblock.baseAddress();
      return new Extent(located.baseAddress() + end, located.size());
    }
  }

  /// Takes away the mark of a writer, sound or not: the file may be opened again. A writer that is
  /// alive is noticed by its lock only, which one of SWMR has not.
  ///
  /// @throws IOException if the file does not exist, or cannot be read and written
  /// @throws Hdf5Exception if it is not an HDF5 file, or one of several that make one, or somebody
  ///   has it open
  public static void clearMark(Path path) throws IOException {
    onStorage(path, storage -> Recovery.clearFlags(storage, LIMITS));
  }

  /// Makes the superblock and the file agree on the file's end: behind what is there and behind
  /// what the superblock says, whichever is further, and by `increment` bytes further still. Lists
  /// of free space that the file has are dropped: they may offer space that is in use.
  ///
  /// @throws IOException if the file does not exist, or cannot be read and written
  /// @throws Hdf5Exception if it is not an HDF5 file, or one of several that make one, or has the
  ///   mark of a writer, or addresses too narrow for that end, or somebody has it open
  /// @throws IllegalArgumentException if the increment is negative or too large
  public static void extend(Path path, long increment) throws IOException {
    onStorage(
        path,
        storage -> {
          long end = Recovery.end(storage, LIMITS) + increment;
          if (increment < 0 || end < increment) {
            throw new IllegalArgumentException(
                path + ": increment " + increment + " is negative or too large");
          }
          Recovery.extend(storage, LIMITS, end); // a file that was cut short cannot be changed
          dropLists(path);
          Recovery.extend(storage, LIMITS, end); // the change may have moved the end
        });
  }

  /// Makes a change of nothing, before which whatever changes would make untrue is dropped.
  private static void dropLists(Path path) throws IOException {
    try (Hdf5File file =
        Hdf5File.openReadWrite(WritableStorage.file(path), OpenOptions.defaults())) {
      file.edited("/", "the lists of free space", editor -> editor.edit(editor::model));
    }
  }

  /// Takes away the image of libhdf5's metadata cache, if there is one; what is in it takes its
  /// place.
  ///
  /// @return whether there was one
  /// @throws IOException if the file does not exist, or cannot be read and written
  /// @throws Hdf5Exception if it is not an HDF5 file, or somebody has it open
  public static boolean removeCacheImage(Path path) throws IOException {
    try (Hdf5File file = Hdf5File.openReadWrite(path)) {
      boolean present =
          file.model()
              .extension()
              .filter(header -> header.has(MessageType.CACHE_IMAGE))
              .isPresent();
      if (present) {
        file.edited("/", "the cache image", editor -> editor.edit(editor::model));
      }
      return present;
    }
  }

  private interface Change {
    void apply(WritableStorage storage) throws IOException;
  }

  private static void onStorage(Path path, Change change) throws IOException {
    try (FileGuard _ = FileGuard.exclusive(path, FileLocking.FROM_ENVIRONMENT, Duration.ZERO);
        WritableStorage storage = WritableStorage.file(path)) {
      FileRecovery.requireSingle(path);
      Recovery.complete(storage, LIMITS, Recovery.Verification.refusal());
      change.apply(storage);
    } catch (Hdf5Exception e) {
      throw e.inFile(path.toString());
    }
  }
}
