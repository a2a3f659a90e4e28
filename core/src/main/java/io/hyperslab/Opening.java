package io.hyperslab;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.filter.Filter;
import io.hyperslab.internal.edit.FileCreation;
import io.hyperslab.internal.edit.FileEditor;
import io.hyperslab.internal.edit.ForeignFile;
import io.hyperslab.internal.metadata.Recovery;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.FileSettings;
import io.hyperslab.internal.pipeline.FilterRegistry;
import io.hyperslab.internal.transfer.StructureCheck;
import io.hyperslab.storage.FileGuard;
import io.hyperslab.storage.Storage;
import io.hyperslab.storage.WritableStorage;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Opens and makes files: locks before anything is read, recovers before anything is written, and
/// gives everything back when something fails.
final class Opening {
  /// A path may come to lead elsewhere between its lock and its opening; not again and again.
  private static final int TRIES = 100;

  /// An open file and all that ends with it.
  ///
  /// @param model the file
  /// @param editor changes it; empty if it is open for reading only
  /// @param guards the locks that are held on it
  record Opened(FileModel model, Optional<FileEditor> editor, Deque<FileGuard> guards) {}

  /// What has been opened so far, closed unless all goes well.
  private static final class Pending implements Closeable {
    private final Deque<AutoCloseable> resources = new ArrayDeque<>();
    private final Deque<FileGuard> guards = new ArrayDeque<>();
    private boolean done;

    <R extends AutoCloseable> R add(R resource) {
      resources.push(resource);
      return resource;
    }

    void add(FileGuard guard) {
      resources.push(guard);
      guards.push(guard);
    }

    /// Takes over what an attempt has opened.
    void take(Pending attempt) {
      attempt.resources.descendingIterator().forEachRemaining(resources::push);
      attempt.guards.descendingIterator().forEachRemaining(guards::push);
      attempt.done = true;
    }

    Opened done(FileModel model, Optional<FileEditor> editor) {
      done = true;
      return new Opened(model, editor, guards);
    }

    @Override
    public void close() throws IOException {
      while (!done && !resources.isEmpty()) {
        switch (resources.pop()) {
          case Storage storage -> storage.close();
          case FileGuard guard -> guard.close();
          default -> {}
        }
      }
    }
  }

  private Opening() {}

  private static FileSettings settings(OpenOptions options) {
    return new FileSettings(
        options.limits(),
        FilterRegistry.builtIn().with(options.filters().toArray(Filter[]::new)),
        options.resolver(),
        options.missingSource() != OpenOptions.MissingSource.REFUSE,
        options.missingSource() == OpenOptions.MissingSource.FILL_ALL,
        options.allowsTruncated(),
        options.allowsUnclean(),
        options.chunkCacheBytes());
  }

  private static FileModel model(Storage storage, Optional<Path> path, FileSettings settings)
      throws IOException {
    return FileModel.open(storage, path, settings, new StructureCheck(storage, settings));
  }

  /// Runs an opening: a refusal names the file, a failing medium is an [IOException].
  private interface Work {
    Opened run(Pending pending) throws IOException;
  }

  private static Opened open(String name, Work work) throws IOException {
    try (Pending pending = new Pending()) {
      return work.run(pending);
    } catch (Hdf5Exception e) {
      throw e.inFile(name);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// Opens a file for reading.
  static Opened forReading(Path path, OpenOptions options) throws IOException {
    return open(
        path.toString(),
        pending -> {
          Storage storage = guarded(pending, path, options);
          return pending.done(
              model(storage, Optional.of(path), settings(options)), Optional.empty());
        });
  }

  private static Storage guarded(Pending pending, Path path, OpenOptions options)
      throws IOException {
    for (int i = 0; i < TRIES; i++) {
      try (Pending attempt = new Pending()) {
        attempt.add(FileGuard.shared(path, options.locking(), options.lockWait()));
        Storage storage =
            attempt.add(options.isMemoryMapped() ? Storage.mapped(path) : Storage.file(path));
        if (attempt.guards.element().covers(storage)) {
          pending.take(attempt);
          return storage;
        }
      }
    }
    throw replaced(path);
  }

  private static FileSystemException replaced(Path path) {
    return new FileSystemException(path.toString(), null, "is replaced again and again");
  }

  /// Opens any byte store for reading.
  static Opened forReading(Storage storage, OpenOptions options) throws IOException {
    return open(
        storage.name(),
        pending -> {
          pending.add(storage);
          return pending.done(model(storage, storage.path(), settings(options)), Optional.empty());
        });
  }

  /// Opens a file for reading and writing.
  static Opened forWriting(Path path, OpenOptions options) throws IOException {
    return open(
        path.toString(),
        pending -> {
          for (int i = 0; i < TRIES; i++) {
            try (Pending attempt = new Pending()) {
              attempt.add(FileGuard.exclusive(path, options.locking(), options.lockWait()));
              WritableStorage storage = attempt.add(WritableStorage.file(path));
              if (attempt.guards.element().covers(storage)) {
                pending.take(attempt);
                return write(pending, storage, Optional.of(path), options);
              }
            }
          }
          throw replaced(path);
        });
  }

  /// Opens any byte store for reading and writing.
  static Opened forWriting(WritableStorage storage, OpenOptions options) throws IOException {
    return open(
        storage.name(),
        pending -> {
          pending.add(storage);
          return write(pending, storage, storage.path(), options);
        });
  }

  private static Opened write(
      Pending pending, WritableStorage storage, Optional<Path> path, OpenOptions options)
      throws IOException {
    FileSettings settings = settings(options);
    Recovery.complete(storage, options.limits(), new StructureCheck(storage, settings));
    FileModel model = model(storage, path, settings);
    FileEditor editor = ForeignFile.open(model, storage, options.dialect(), options.durability());
    return pending.done(model, Optional.of(editor));
  }

  /// Makes a file where there is none.
  static Opened create(Path path, CreateOptions options) throws IOException {
    return open(
        path.toString(),
        pending -> {
          WritableStorage storage = pending.add(WritableStorage.createNew(path));
          boolean made = false;
          try {
            pending.add(
                FileGuard.exclusive(path, options.open().locking(), options.open().lockWait()));
            Opened opened = create(pending, storage, Optional.of(path), options);
            // The file exists from now on, empty. Without this, nothing would be there to be opened
            // before the first commit that a user asks for.
            opened.editor().orElseThrow().commit();
            made = true;
            return opened;
          } finally {
            if (!made) {
              Files.deleteIfExists(path);
            }
          }
        });
  }

  /// Makes a file that takes the place of another with its first commit.
  static Opened replace(Path path, CreateOptions options) throws IOException {
    if (!Files.exists(path)) {
      return create(path, options);
    }
    return open(
        path.toString(),
        pending -> {
          pending.add(
              FileGuard.exclusive(path, options.open().locking(), options.open().lockWait()));
          WritableStorage storage = pending.add(WritableStorage.replacing(path));
          pending.add(
              FileGuard.exclusive(
                  storage.path().orElseThrow(),
                  options.open().locking(),
                  options.open().lockWait()));
          return create(pending, storage, Optional.of(path), options);
        });
  }

  /// Makes a file in any byte store, whose content does not count.
  static Opened create(WritableStorage storage, CreateOptions options) throws IOException {
    return open(
        storage.name(),
        pending -> {
          pending.add(storage);
          return create(pending, storage, storage.path(), options);
        });
  }

  private static Opened create(
      Pending pending, WritableStorage storage, Optional<Path> path, CreateOptions options) {
    FileEditor editor =
        FileCreation.create(
            storage, path, settings(options.open()), options.form(), options.open().durability());
    return pending.done(editor.model(), Optional.of(editor));
  }
}
