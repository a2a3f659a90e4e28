package io.hyperslab;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.internal.edit.DriverNote;
import io.hyperslab.internal.edit.FileEditor;
import io.hyperslab.storage.FileGuard;
import io.hyperslab.storage.WritableFamily;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Puts right what an HDF5 file says about the files that it is cut into (libhdf5's family driver),
/// for programs that cut and join such files byte for byte.
///
/// A file that says nothing about it need not, and is not told to. Each method has the file for
/// itself while it works, and changes it at one moment.
public final class FamilyCut {
  private FamilyCut() {}

  /// Says how large the members of a family are that has been cut anew.
  ///
  /// @param pattern as for [OpenOptions#family()]
  /// @param memberSize in bytes, at least 1
  /// @throws IOException if a file is missing, or cannot be read or written
  /// @throws Hdf5Exception if together they are no HDF5 file, or a damaged one, or somebody has it
  ///   open
  /// @throws IllegalArgumentException if the pattern is none, or the files have another size
  public static void resized(Path pattern, long memberSize) throws IOException {
    OpenOptions options = OpenOptions.defaults().family(memberSize);
    FileDriver.Family family = new FileDriver.Family(memberSize);
    Path first = WritableFamily.firstMember(pattern);
    try (FileGuard _ = FileGuard.exclusive(first, options.locking(), options.lockWait());
        WritableFamily storage = WritableStorage.family(pattern)) {
      storage.memberSize(memberSize);
      change(storage, options, editor -> DriverNote.change(editor, family.information()));
    } catch (Hdf5Exception e) {
      throw e.inFile(pattern.toString());
    }
  }

  /// Says that a file is one, into which the members of a family have been joined.
  ///
  /// @throws IOException if the file is missing, or cannot be read or written
  /// @throws Hdf5Exception if it is no HDF5 file, or a damaged one, or somebody has it open
  public static void joined(Path file) throws IOException {
    OpenOptions options = OpenOptions.defaults().family();
    try (FileGuard _ = FileGuard.exclusive(file, options.locking(), options.lockWait());
        WritableStorage storage = WritableStorage.file(file)) {
      change(storage, options, DriverNote::remove);
    } catch (Hdf5Exception e) {
      throw e.inFile(file.toString());
    }
  }

  private static void change(
      WritableStorage storage, OpenOptions options, Consumer<FileEditor> change)
      throws IOException {
    try (Hdf5File file = Hdf5File.openReadWrite(storage, options)) {
      file.edited(
          "/",
          "the driver information",
          editor -> {
            change.accept(editor);
            return editor;
          });
    }
  }
}
