package io.hyperslab;

import io.hyperslab.Opening.Opened;
import io.hyperslab.Opening.Pending;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.edit.FileEditor;
import io.hyperslab.storage.Durability;
import io.hyperslab.storage.FileGuard;
import io.hyperslab.storage.Storage;
import io.hyperslab.storage.WritableFamily;
import io.hyperslab.storage.WritableSplit;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Opens and makes files that are in memory, or consist of several; see [FileDriver].
final class DriverOpening {
  private DriverOpening() {}

  /// The file that exists if any does.
  static Path firstFile(Path path, FileDriver driver) {
    return switch (driver) {
      case FileDriver.Single _, FileDriver.Core _ -> path;
      case FileDriver.Family _ -> WritableFamily.firstMember(path);
      case FileDriver.Split _ -> {
        Path structures = path.resolveSibling(path.getFileName() + "-m.h5");
        Path older = path.resolveSibling(path.getFileName() + ".meta");
        yield Files.exists(structures) || !Files.exists(older) ? structures : older;
      }
    };
  }

  static Opened forReading(Path path, OpenOptions options) throws IOException {
    return Opening.open(
        path.toString(),
        pending -> {
          Path first = firstFile(path, options.driver());
          return switch (options.driver()) {
            case FileDriver.Single _ -> Opening.forReading(path, options);
            case FileDriver.Core _ -> {
              CoreStorage storage = pending.add(loaded(path, false, options));
              yield Opening.read(pending, storage, Optional.of(path), options);
            }
            case FileDriver.Split _ -> {
              pending.add(FileGuard.shared(first, options.locking(), options.lockWait()));
              Storage storage = pending.add(Storage.split(path));
              yield Opening.read(pending, storage, Optional.of(first), options);
            }
            case FileDriver.Family family -> {
              pending.add(FileGuard.shared(first, options.locking(), options.lockWait()));
              Storage storage = pending.add(Storage.family(path));
              yield checked(
                  Opening.read(pending, storage, Optional.of(first), options), family, pending);
            }
          };
        });
  }

  /// Refuses members of another size than the one expected.
  private static Opened checked(Opened opened, FileDriver.Family family, Pending pending) {
    boolean sound = false;
    try {
      family.memberSize(opened.model());
      sound = true;
      return opened;
    } finally {
      if (!sound) {
        pending.takeBack();
      }
    }
  }

  /// Refuses a pair of files of which one was cut short: what is missing would read as zeros.
  private static Opened whole(Opened opened, WritableSplit storage, Pending pending)
      throws IOException {
    long[] ends = opened.editor().orElseThrow().transaction().endsAfterCommit();
    if (ends[0] > storage.structuresSize() || ends[1] > storage.size()) {
      pending.takeBack();
      throw new MalformedFileException(
          "superblock",
          0,
          "structures and raw data",
          storage.structuresSize() + " and " + (storage.size() - WritableSplit.RAW_DATA) + " bytes",
          ends[0] + " and " + (ends[1] - WritableSplit.RAW_DATA) + " bytes");
    }
    return opened;
  }

  static Opened forWriting(Path path, OpenOptions options) throws IOException {
    return Opening.open(
        path.toString(),
        pending ->
            switch (options.driver()) {
              case FileDriver.Single _ -> Opening.forWriting(path, options);
              case FileDriver.Core(boolean backingStore) -> {
                CoreStorage storage = pending.add(loaded(path, backingStore, options));
                yield saved(
                    Opening.write(pending, storage, Optional.of(path), inMemory(options)),
                    storage,
                    options);
              }
              case FileDriver.Split split -> {
                Path first = firstFile(path, split);
                pending.add(FileGuard.exclusive(first, options.locking(), options.lockWait()));
                WritableSplit storage = pending.add(WritableStorage.split(path));
                yield whole(
                    Opening.write(pending, storage, Optional.of(first), options), storage, pending);
              }
              case FileDriver.Family family -> {
                Path first = firstFile(path, family);
                pending.add(FileGuard.exclusive(first, options.locking(), options.lockWait()));
                WritableFamily storage = pending.add(WritableStorage.family(path));
                Opened opened =
                    checked(
                        Opening.write(pending, storage, Optional.of(first), options),
                        family,
                        pending);
                long memberSize = family.memberSize(opened.model());
                if (memberSize != FileDriver.Family.UNKNOWN) {
                  storage.memberSize(memberSize);
                }
                yield opened;
              }
            });
  }

  /// Memory needs neither a journal nor a force: what counts is the file that is written of it.
  private static OpenOptions inMemory(OpenOptions options) {
    return options.durability(Durability.NONE);
  }

  private static Opened saved(Opened opened, CoreStorage storage, OpenOptions options) {
    // The file is in memory, but not those that it leads to.
    FileEditor editor = opened.editor().orElseThrow();
    Opening.configured(editor, options);
    editor.saving(() -> storage.save(options.durability() == Durability.FULL));
    return opened;
  }

  private static CoreStorage loaded(Path path, boolean backingStore, OpenOptions options)
      throws IOException {
    CoreStorage storage = new CoreStorage(path, backingStore, options);
    boolean done = false;
    try {
      storage.load();
      done = true;
      return storage;
    } finally {
      if (!done) {
        storage.close();
      }
    }
  }

  /// Makes a file where there is none.
  static Opened create(Path path, CreateOptions options) throws IOException {
    FileDriver driver = options.open().driver();
    Path first = firstFile(path, driver);
    boolean kept = !(driver instanceof FileDriver.Core(boolean backingStore)) || backingStore;
    if (kept && Files.exists(first)) {
      throw new FileAlreadyExistsException(first.toString());
    }
    Opened opened = made(path, options);
    opened.editor().orElseThrow().commit();
    return opened;
  }

  private static void delete(Path path, FileDriver driver) throws IOException {
    switch (driver) {
      case FileDriver.Family _ -> WritableFamily.delete(path);
      case FileDriver.Split _ -> {
        Files.deleteIfExists(WritableSplit.structuresOf(path));
        Files.deleteIfExists(WritableSplit.rawDataOf(path));
      }
      case FileDriver.Single _, FileDriver.Core _ -> {}
    }
  }

  /// Makes a file, whatever is there.
  static Opened replace(Path path, CreateOptions options) throws IOException {
    FileDriver driver = options.open().driver();
    Path first = firstFile(path, driver);
    if (driver instanceof FileDriver.Core) {
      return Files.exists(first) ? made(path, options) : create(path, options);
    }
    if (Files.exists(first)) {
      try (FileGuard _ =
          FileGuard.exclusive(first, options.open().locking(), options.open().lockWait())) {
        delete(path, driver);
      }
    }
    return create(path, options);
  }

  private static Opened made(Path path, CreateOptions options) throws IOException {
    OpenOptions open = options.open();
    return Opening.open(
        path.toString(),
        pending ->
            switch (open.driver()) {
              case FileDriver.Single _ -> Opening.create(path, options);
              case FileDriver.Core(boolean backingStore) -> {
                CoreStorage storage = pending.add(new CoreStorage(path, backingStore, open));
                storage.guard();
                yield saved(
                    Opening.create(
                        pending, storage, Optional.of(path), options.durability(Durability.NONE)),
                    storage,
                    open);
              }
              case FileDriver.Split _ ->
                  locked(
                      pending,
                      WritableStorage.createSplit(path),
                      options,
                      WritableSplit.structuresOf(path),
                      WritableSplit.rawDataOf(path));
              case FileDriver.Family(long memberSize) ->
                  locked(
                      pending,
                      WritableStorage.createFamily(path, memberSize),
                      options,
                      WritableFamily.firstMember(path));
            });
  }

  /// @param files that were made, the first one first
  private static Opened locked(
      Pending pending, WritableStorage storage, CreateOptions options, Path... files)
      throws IOException {
    OpenOptions open = options.open();
    pending.add(storage);
    boolean made = false;
    try {
      pending.add(FileGuard.exclusive(files[0], open.locking(), open.lockWait()));
      Opened opened = Opening.create(pending, storage, Optional.of(files[0]), options);
      made = true;
      return opened;
    } finally {
      for (int i = 0; !made && i < files.length; i++) {
        Files.deleteIfExists(files[i]);
      }
    }
  }
}
