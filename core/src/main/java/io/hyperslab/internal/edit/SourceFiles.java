package io.hyperslab.internal.edit;

import io.hyperslab.error.ExternalFileException;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.internal.metadata.Recovery;
import io.hyperslab.internal.metadata.SpacePolicy;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.storage.Durability;
import io.hyperslab.storage.FileGuard;
import io.hyperslab.storage.FileLocking;
import io.hyperslab.storage.FileResolver;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The other files that are open for writing because elements of a virtual dataset go there. Each
/// has a lock and a transaction of its own from the first such write on, until the file that led to
/// it is closed; it is committed before that file, and rolled back with it. Only for whoever has
/// the turn of that file's editor.
public final class SourceFiles {
  private final FileEditor leader;
  private final Map<FileModel, FileEditor> editors = new LinkedHashMap<>();
  private Access access;

  /// How they are opened.
  ///
  /// @param locking whether other programs are kept out
  /// @param patience for how long to try again while somebody else has the file open
  /// @param durability of commits
  public record Access(FileLocking locking, Duration patience, Durability durability) {}

  /// @param leader of the file that leads to them
  SourceFiles(FileEditor leader, Durability durability) {
    this.leader = leader;
    this.access = new Access(FileLocking.FROM_ENVIRONMENT, Duration.ZERO, durability);
  }

  /// Says how they are opened from now on.
  public void access(Access changed) {
    access = changed;
  }

  /// The editor of a file, if it is open for writing.
  public Optional<FileEditor> editor(FileModel file) {
    return file == leader.model() ? Optional.of(leader) : Optional.ofNullable(editors.get(file));
  }

  /// Opens a file for writing that is open for reading: what it holds counts from now on, since it
  /// may have changed before there was a lock.
  ///
  /// @param referrer the file that names it
  /// @param name as stored there
  /// @param file as it is open
  /// @throws ExternalFileException if the resolver or the system does not let it be changed
  /// @throws io.hyperslab.error.FileLockedException if somebody else has it open
  /// @throws Hdf5Exception if it has something that would be broken by a change
  public void open(FileModel referrer, String name, FileModel file) {
    leader.requireNoSwmr();
    try {
      WritableStorage storage = storage(referrer, name);
      @Nullable FileGuard guard = null;
      boolean done = false;
      try {
        guard = guard(storage);
        FileEditor editor = editor(storage, file);
        FileGuard kept = guard;
        leader.exclusively(() -> {
          file.family().replace(file, editor.model(), storage, kept);
          return editor;
        });
        editors.put(editor.model(), editor);
        done = true;
      } finally {
        if (!done) {
          close(storage, guard);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static WritableStorage storage(FileModel referrer, String name) throws IOException {
    FileResolver.Kind kind = FileResolver.Kind.VIRTUAL_SOURCE;
    try {
      return referrer
          .settings()
          .resolver()
          .openForWriting(new FileResolver.Request(kind, referrer.path(), name));
    } catch (ExternalFileException e) {
      throw e.inStructure(kind.description(), -1);
    }
  }

  private FileGuard guard(WritableStorage storage) throws IOException {
    Path path =
        storage
            .path()
            .orElseThrow(() ->
                new ExternalFileException(
                    FileResolver.Kind.VIRTUAL_SOURCE.description(),
                    -1,
                    "file opened for writing",
                    storage.name() + ", which has no path",
                    "a file that can be locked"));
    FileGuard guard = FileGuard.exclusive(path, access.locking(), access.patience());
    if (!guard.covers(storage)) {
      guard.close();
      throw new FileSystemException(
          path.toString(),
          null,
          "is not known to be what was opened: it was replaced meanwhile, or its store is neither one"
              + " of the library's nor a ForwardingWritableStorage of one");
    }
    return guard;
  }

  private FileEditor editor(WritableStorage storage, FileModel file) throws IOException {
    try {
      Recovery.complete(storage, file.settings().limits(), Recovery.Verification.refusal());
      EditForm form =
          new EditForm(
              Optional.empty(), SpacePolicy.defaults(), Optional.empty(), access.durability());
      return ForeignFile.open(file.family().reopen(file, storage), storage, form);
    } catch (Hdf5Exception e) {
      throw e.inFile(storage.name());
    }
  }

  private static void close(WritableStorage storage, @Nullable FileGuard guard) throws IOException {
    try (storage) {
      if (guard != null) {
        guard.close();
      }
    }
  }

  /// What is done to each of them.
  @FunctionalInterface
  private interface Step {
    void run(FileEditor editor) throws IOException;
  }

  /// Commits all of them, one after the other. A crash in between leaves some at this commit and
  /// the others at the one before. One of which a commit has failed half way is left out: it said
  /// so.
  ///
  /// @throws UncheckedIOException if the medium fails: then all before are committed
  void commit() {
    for (FileEditor editor : editors.values()) {
      try {
        if (!editor.transaction().isOver()) {
          editor.commit();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  void rollback() {
    toAll(editor -> {
      if (!editor.transaction().isOver()) {
        editor.rollback();
      }
    });
  }

  void close() {
    toAll(editor -> editor.close(false, () -> {})); // The family closes the files.
  }

  /// Runs a step for each of them, whatever happens to the others. The first failure is told, with
  /// the later ones suppressed in it.
  private void toAll(Step step) {
    @Nullable RuntimeException failure = null;
    for (FileEditor editor : editors.values()) {
      try {
        step.run(editor);
      } catch (IOException e) {
        failure = first(failure, new UncheckedIOException(e));
      } catch (RuntimeException e) {
        failure = first(failure, e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static RuntimeException first(@Nullable RuntimeException before, RuntimeException next) {
    if (before == null) {
      return next;
    }
    if (!before.equals(next)) {
      before.addSuppressed(next);
    }
    return before;
  }
}
