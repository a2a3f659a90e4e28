package io.hyperslab;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.format.message.DriverInfoMessage;
import io.hyperslab.internal.metadata.Recovery;
import io.hyperslab.internal.model.StoredDriver;
import io.hyperslab.storage.FileGuard;
import io.hyperslab.storage.FileLocking;
import io.hyperslab.storage.Storage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Finishes or undoes a commit of a file that was cut off, because the program that wrote it died.
/// [Hdf5File#openReadWrite(Path)] does this by itself, except for what needs a look at the whole
/// file.
public final class FileRecovery {
  private FileRecovery() {}

  /// What state a file is in.
  ///
  /// @param outcome what is to be done, or was
  /// @param structures how many structures the commit has still to put in place, or had
  /// @param bytes how many bytes those have
  public record State(Outcome outcome, long structures, long bytes) {}

  /// What is to be done about a file, or was.
  public enum Outcome {
    /// Nothing: no commit was cut off.
    NOTHING,
    /// The commit counts: what is left of it is in the file's journal and is put in place.
    FINISH,
    /// There is no journal: either the commit had not begun to change anything, or it had come to
    /// its end. If the whole file is sound, the mark of a commit is taken away.
    CLEAR,
    /// No commit was cut off, but the superblock says that somebody writes the file: a program that
    /// uses libhdf5, or one of this library after [Hdf5File#startSwmrWrite()], has died. If the
    /// whole file is sound, the mark is taken away.
    UNMARK
  }

  /// Looks at a file. Nothing is written.
  ///
  /// @throws IOException if the file does not exist or cannot be read
  /// @throws Hdf5Exception if it is not an HDF5 file
  public static State inspect(Path path) throws IOException {
    try (Storage storage = Storage.file(path)) {
      return inspect(storage);
    } catch (Hdf5Exception e) {
      throw e.inFile(path.toString());
    }
  }

  private static State inspect(Storage storage) throws IOException {
    Recovery.Pending pending = Recovery.pending(storage, OpenOptions.defaults().limits());
    return new State(outcome(storage, pending), pending.structures(), pending.bytes());
  }

  private static Outcome outcome(Storage storage, Recovery.Pending pending) throws IOException {
    if (pending.guarded()) {
      return pending.complete() ? Outcome.FINISH : Outcome.CLEAR;
    }
    return Recovery.isMarked(storage, OpenOptions.defaults().limits())
        ? Outcome.UNMARK
        : Outcome.NOTHING;
  }

  /// Finishes or undoes the commit of a file that was cut off, if there is one, and takes away the
  /// mark of a writer that died. A crash meanwhile does no harm: this can be done again.
  ///
  /// A SWMR writer of libhdf5 holds no lock. So it is not noticed that it is alive; it must not be.
  ///
  /// @return what was done
  /// @throws IOException if the file does not exist, or cannot be read and written
  /// @throws Hdf5Exception if it is not an HDF5 file, or somebody has it open, or it is not sound,
  ///   or there is something to be done and it is one of several files that make one; then it is as
  ///   it was
  public static State recover(Path path) throws IOException {
    try (FileGuard _ = FileGuard.exclusive(path, FileLocking.FROM_ENVIRONMENT, Duration.ZERO);
        WritableStorage storage = WritableStorage.file(path)) {
      State state = inspect(storage);
      if (state.outcome() != Outcome.NOTHING) {
        requireSingle(path);
      }
      Recovery.complete(storage, OpenOptions.defaults().limits(), _ -> requireSound(path));
      Recovery.unmark(storage, OpenOptions.defaults().limits(), _ -> requireSound(path));
      return state;
    } catch (Hdf5Exception e) {
      throw e.inFile(path.toString());
    }
  }

  /// Does the same for a file that consists of several: finishes or undoes a commit that was cut
  /// off. The mark of a writer that died stays.
  ///
  /// @param path as [Hdf5File#openReadWrite(Path, OpenOptions)] takes it
  /// @param options how the file is opened: [OpenOptions#family()] or [OpenOptions#split()]
  /// @return what was done; the mark of a writer counts as [Outcome#NOTHING]
  /// @throws IOException as for [#recover(Path)]
  /// @throws Hdf5Exception as for [#recover(Path)]
  public static State recover(Path path, OpenOptions options) throws IOException {
    State state;
    switch (options.driver()) {
      case FileDriver.Family _ -> state = inspectSeveral(Storage.family(path), path);
      // A reader's storage looks into the superblock itself, and does not know the guard bit.
      case FileDriver.Split _ -> state = inspectSeveral(WritableStorage.split(path), path);
      case FileDriver.Single _, FileDriver.Core _ -> {
        return recover(path);
      }
    }
    if (state.outcome() != Outcome.NOTHING) {
      Hdf5File.openReadWrite(path, options).closeWithoutCommit();
    }
    return state;
  }

  private static State inspectSeveral(Storage opened, Path path) throws IOException {
    try (Storage storage = opened) {
      Recovery.Pending pending = Recovery.pending(storage, OpenOptions.defaults().limits());
      return new State(
          pending.guarded() ? outcome(storage, pending) : Outcome.NOTHING,
          pending.structures(),
          pending.bytes());
    } catch (Hdf5Exception e) {
      throw e.inFile(path.toString());
    }
  }

  /// Refuses one of the files of a family, or of a split file: its superblock speaks of all of
  /// them.
  ///
  /// @throws UnsupportedFeatureException if the file says that it is one of several
  static void requireSingle(Path path) throws IOException {
    try (Hdf5File file = openDamaged(path)) {
      Optional<DriverInfoMessage> driver = StoredDriver.of(file.model());
      if (driver.isPresent()) {
        throw new UnsupportedFeatureException(
            "superblock",
            0,
            "driver of the file to mend",
            driver.get().driverIdentification() + ", one for several files",
            "none: a file of its own");
      }
    }
  }

  private static void requireSound(Path path) throws IOException {
    try (Hdf5File file = openDamaged(path)) {
      List<FileCheck.Problem> damage =
          FileCheck.of(file).findings().stream()
              .filter(problem -> problem.severity() == FileCheck.Severity.DAMAGE)
              .toList();
      if (!damage.isEmpty()) {
        throw new MalformedFileException(
            "superblock",
            0,
            "mark of a writer",
            "set: a writer died, there is no complete journal, and the file is damaged: "
                + damage.getFirst(),
            "clear, or a complete journal, or a sound file");
      }
    }
  }

  /// Opens a file for reading, however damaged it is: one that is truncated, that somebody has or
  /// had open for writing, or whose last commit was cut off and left no journal. What is read may
  /// be wrong.
  ///
  /// @throws IOException if the file does not exist or cannot be read
  /// @throws Hdf5Exception if there is no superblock, or a broken one
  public static Hdf5File openDamaged(Path path) throws IOException {
    return openDamaged(path, OpenOptions.defaults());
  }

  /// The same, as the options say besides.
  static Hdf5File openDamaged(Path path, OpenOptions how) throws IOException {
    OpenOptions options = how.allowTruncated().allowUnclean();
    Storage storage = Storage.file(path);
    boolean opened = false;
    try {
      boolean cut = inspect(storage).outcome() == Outcome.CLEAR;
      Hdf5File file = Hdf5File.open(cut ? UnguardedStorage.of(storage) : storage, options);
      opened = true;
      return file;
    } catch (Hdf5Exception e) {
      throw e.inFile(path.toString());
    } finally {
      if (!opened) {
        storage.close();
      }
    }
  }
}
