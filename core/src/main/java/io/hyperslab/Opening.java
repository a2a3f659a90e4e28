package io.hyperslab;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.filter.Filter;
import io.hyperslab.internal.edit.EditForm;
import io.hyperslab.internal.edit.FileCreation;
import io.hyperslab.internal.edit.FileEditor;
import io.hyperslab.internal.edit.FileForm;
import io.hyperslab.internal.edit.ForeignFile;
import io.hyperslab.internal.edit.SourceFiles;
import io.hyperslab.internal.format.message.FileSpaceInfoMessage;
import io.hyperslab.internal.metadata.Recovery;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.FileSettings;
import io.hyperslab.internal.pipeline.FilterRegistry;
import io.hyperslab.internal.transfer.StructureCheck;
import io.hyperslab.internal.transfer.Workers;
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
  record Opened(FileModel model, Optional<FileEditor> editor, Deque<FileGuard> guards) {
    /// A file that another one led to.
    static Opened followed(FileModel model) {
      return new Opened(model, Optional.empty(), new ArrayDeque<>());
    }
  }

  /// What has been opened so far, closed unless all goes well.
  static final class Pending implements Closeable {
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

    /// Closes everything after all.
    void takeBack() {
      done = false;
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
        options.chunkCacheBytes(),
        options.isSwmrRead(),
        options.parallelism(),
        new FileSettings.VirtualEnd(
            options.virtualEnd() == OpenOptions.VirtualEnd.FIRST_MISSING, options.virtualGap()));
  }

  private static FileModel model(Storage storage, Optional<Path> path, FileSettings settings)
      throws IOException {
    return FileModel.open(storage, path, settings, new StructureCheck(storage, settings));
  }

  /// Runs an opening: a refusal names the file, a failing medium is an [IOException].
  @FunctionalInterface
  interface Work {
    Opened run(Pending pending) throws IOException;
  }

  static Opened open(String name, Work work) throws IOException {
    try (Pending pending = new Pending()) {
      return work.run(pending);
    } catch (Hdf5Exception e) {
      throw e.inFile(name);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  static boolean isHdf5(Path path) {
    try (Storage storage = Storage.file(path)) {
      Recovery.superblockPosition(storage);
      return true;
    } catch (IOException | Hdf5Exception e) {
      return false;
    }
  }

  /// Opens a file for reading.
  static Opened forReading(Path path, OpenOptions options) throws IOException {
    if (!(options.driver() instanceof FileDriver.Single)) {
      return DriverOpening.forReading(path, options);
    }
    return open(
        path.toString(),
        pending -> read(pending, guarded(pending, path, options), Optional.of(path), options));
  }

  static Opened read(Pending pending, Storage storage, Optional<Path> path, OpenOptions options)
      throws IOException {
    return pending.done(model(storage, path, settings(options)), Optional.empty());
  }

  private static Storage guarded(Pending pending, Path path, OpenOptions options)
      throws IOException {
    for (int i = 0; i < TRIES; i++) {
      try (Pending attempt = new Pending()) {
        attempt.add(FileGuard.shared(path, options.locking(), options.lockWait()));
        boolean mapped = options.isMemoryMapped() && !options.isSwmrRead();
        Storage storage = attempt.add(mapped ? Storage.mapped(path) : Storage.file(path));
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
          return read(pending, storage, storage.path(), options);
        });
  }

  /// Opens a file for reading and writing.
  static Opened forWriting(Path path, OpenOptions options) throws IOException {
    if (!(options.driver() instanceof FileDriver.Single)) {
      return DriverOpening.forWriting(path, options);
    }
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

  static Opened write(
      Pending pending, WritableStorage storage, Optional<Path> path, OpenOptions options)
      throws IOException {
    FileSettings settings = settings(options).withoutSwmr();
    Recovery.complete(storage, options.limits(), new StructureCheck(storage, settings));
    FileModel model = model(storage, path, settings);
    EditForm form =
        new EditForm(
            options.dialect(),
            options.space(),
            options.driver().identification(),
            options.durability());
    FileEditor editor = ForeignFile.open(model, storage, form);
    configured(editor, options);
    return pending.done(model, Optional.of(editor));
  }

  /// Says how other files are opened that are changed with this one, and, where several threads may
  /// work, who encodes structures before a commit needs them.
  static void configured(FileEditor editor, OpenOptions options) {
    editor
        .sources()
        .access(
            new SourceFiles.Access(options.locking(), options.lockWait(), options.durability()));
    if (options.parallelism().threads() > 1) {
      editor.transaction().encodeAhead(work -> Workers.ahead(options.parallelism(), work));
    }
  }

  /// Opens a file for reading and writing, or makes it if there is none.
  ///
  /// @throws IllegalArgumentException if it has another user block than the one that is wanted, or
  ///   manages its space in another way
  static Opened openOrCreate(Path path, CreateOptions options) throws IOException {
    if (!Files.exists(DriverOpening.firstFile(path, options.open().driver()))) {
      return create(path, options);
    }
    Opened opened = forWriting(path, options.open());
    Optional<String> difference = difference(opened.model(), options.form());
    if (difference.isEmpty()) {
      return opened;
    }
    try (FileModel _ = opened.model()) {
      for (FileGuard guard : opened.guards()) {
        guard.close();
      }
    }
    throw new IllegalArgumentException(path + ": " + difference.get());
  }

  /// What a file has otherwise than it was asked for, of what cannot be changed any more.
  private static Optional<String> difference(FileModel model, FileForm wanted) {
    long block = wanted.userBlock();
    if (block != 0 && block != model.baseAddress()) {
      return Optional.of(
          "user block of " + block + " bytes, but the file has " + model.baseAddress());
    }
    FileSpaceInfoMessage found = model.fileSpace().orElseGet(FileSpaceInfoMessage::defaults);
    return wanted
        .fileSpace()
        .filter(space -> !space.isManagedLike(found))
        .map(space -> "space managed as " + space.rules() + ", but the file has " + found.rules());
  }

  /// Makes a file where there is none.
  static Opened create(Path path, CreateOptions options) throws IOException {
    if (!(options.open().driver() instanceof FileDriver.Single)) {
      return DriverOpening.create(path, options);
    }
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
    if (!(options.open().driver() instanceof FileDriver.Single)) {
      return DriverOpening.replace(path, options);
    }
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

  /// Makes a file in memory, which is complete at once.
  static Opened createInMemory(CreateOptions options) {
    if (!(options.open().driver() instanceof FileDriver.Single)) {
      throw new IllegalArgumentException("options for a file in files, expected one in memory");
    }
    try {
      Opened opened = create(WritableStorage.memory(), options);
      opened.editor().orElseThrow().commit();
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Opened create(
      Pending pending, WritableStorage storage, Optional<Path> path, CreateOptions options) {
    FileEditor editor =
        FileCreation.create(
            storage, path, settings(options.open()), options.form(), options.open().durability());
    configured(editor, options.open());
    return pending.done(editor.model(), Optional.of(editor));
  }
}
