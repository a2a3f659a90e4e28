package io.hyperslab.internal.model;

import io.hyperslab.error.ExternalFileException;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.internal.metadata.StructureCache;
import io.hyperslab.storage.FileResolver;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The files that are open because one was opened: it leads to others, and those to more. They
/// share the room of their caches and the limit on how many they are, and each is open once,
/// however it is named.
///
/// Files are opened outside the lock: two threads may open the same one, and the first to finish
/// wins. Safe for use by any number of threads.
final class FileFamily {
  /// A file as another one names it. A resolver may decide by the kind of reference.
  private record Spelling(FileModel referrer, FileResolver.Kind kind, String name) {}

  /// A file by what it is. From different depths different numbers of files may be followed.
  ///
  /// @param depth how many files led to it; [#RAW] if it is one of raw data
  private record RealFile(Path path, int depth) {}

  /// @param model what is in the storage unless that is raw data
  private record Member(Storage storage, Optional<FileModel> model) {
    private boolean isOpen() {
      return model.map(FileModel::isOpen).orElse(true);
    }

    private void close() throws IOException {
      if (model.isPresent()) {
        model.get().close();
      } else {
        storage.close();
      }
    }
  }

  /// The depth of files that lead nowhere.
  private static final int RAW = -1;

  /// Spellings kept besides a few for each file: a hostile file has any number for the same one.
  private static final int SPELLINGS = 1024;

  private static final int SPELLINGS_PER_FILE = 4;

  /// Characters of a spelling that is kept. The systems' own limits on paths are not above.
  private static final int LONGEST_SPELLING = 4096;

  private final FileSettings settings;
  private final StructureCache structures = new StructureCache(StructureCache.defaultCapacity());
  private final ChunkCache chunks;

  /// By [RealFile]; by [Spelling] what is no file of a file system, or a part of one.
  private final Map<Record, Member> members = new HashMap<>();

  private final Map<Spelling, Member> spellings =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Spelling, Member> eldest) {
          return size() > SPELLINGS + SPELLINGS_PER_FILE * (long) members.size();
        }
      };

  private boolean closed;

  /// The family of a file that is about to be opened.
  FileFamily(FileSettings settings) {
    this.settings = settings;
    this.chunks =
        new ChunkCache(
            settings.chunkCacheBytes() < 0
                ? ChunkCache.defaultCapacity()
                : settings.chunkCacheBytes());
  }

  /// How its files are read.
  FileSettings settings() {
    return settings;
  }

  /// A cache for the structures of one more file.
  StructureCache newStructureCache() {
    return structures.forAnotherFile();
  }

  /// A cache for the chunks of one more file.
  ChunkCache newChunkCache() {
    return chunks.forAnotherFile();
  }

  /// The HDF5 file that another one names.
  ///
  /// @param depth how many files lead to it
  /// @throws ExternalFileException if it is missing or may not be followed
  /// @throws LimitExceededException if too many files are open
  FileModel file(FileModel referrer, FileResolver.Kind kind, String name, int depth) {
    return member(new Spelling(referrer, kind, name), depth).model().orElseThrow();
  }

  /// The file of raw data that another one names.
  ///
  /// @throws ExternalFileException if it is missing or may not be followed
  /// @throws LimitExceededException if too many files are open
  Storage rawFile(FileModel referrer, String name) {
    return member(new Spelling(referrer, FileResolver.Kind.EXTERNAL_RAW_DATA, name), RAW).storage();
  }

  private Member member(Spelling spelling, int depth) {
    Member known = known(spelling);
    if (known != null) {
      return known;
    }
    Storage storage = openStorage(spelling);
    boolean mine = false;
    try {
      Record identity = identity(storage, depth, spelling);
      Member same = known(spelling, identity);
      if (same != null) {
        return same;
      }
      Member opened = new Member(storage, model(storage, depth));
      Member kept = keep(spelling, identity, opened);
      mine = kept.equals(opened);
      return kept;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (!mine) {
        closeQuietly(storage);
      }
    }
  }

  private static Storage openStorage(Spelling spelling) {
    FileModel referrer = spelling.referrer();
    FileResolver.Kind kind = spelling.kind();
    try {
      return referrer
          .settings()
          .resolver()
          .open(new FileResolver.Request(kind, referrer.path(), spelling.name()));
    } catch (ExternalFileException e) {
      throw e.inStructure(kind.description(), -1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What tells a file from others. A resolver may make many stores of the parts of one file: only
  /// a store of all its bytes stands for it.
  private static Record identity(Storage storage, int depth, Spelling spelling) {
    Optional<Path> path = storage.path();
    if (path.isEmpty()) {
      return spelling;
    }
    try {
      Path real = path.get().toRealPath();
      return Files.size(real) == storage.size() ? new RealFile(real, depth) : spelling;
    } catch (IOException e) {
      return spelling; // The file was moved or removed since it was opened.
    }
  }

  private Optional<FileModel> model(Storage storage, int depth) throws IOException {
    if (depth == RAW) {
      return Optional.empty();
    }
    try {
      return Optional.of(new FileModel(storage, storage.path(), this, depth));
    } catch (Hdf5Exception e) {
      throw e.inFile(storage.name());
    }
  }

  private synchronized @Nullable Member known(Spelling spelling) {
    Member known = spellings.get(spelling);
    return known != null && known.isOpen() ? known : null;
  }

  private synchronized @Nullable Member known(Spelling spelling, Record identity) {
    Member known = members.get(identity);
    if (known == null || !known.isOpen()) {
      return null;
    }
    remember(spelling, known);
    return known;
  }

  private void remember(Spelling spelling, Member member) {
    if (spelling.name().length() <= LONGEST_SPELLING) {
      spellings.put(spelling, member);
    }
  }

  /// Keeps a file unless the family has it by now.
  private synchronized Member keep(Spelling spelling, Record identity, Member opened) {
    if (closed) {
      throw new IllegalStateException("file " + spelling.referrer().name() + " is closed");
    }
    Member raced = known(spelling, identity);
    if (raced != null) {
      return raced;
    }
    members.values().removeIf(member -> !member.isOpen());
    int limit = settings.limits().externalFiles();
    if (members.size() >= limit) {
      throw new LimitExceededException(
          spelling.kind().description(),
          -1,
          "other files open at a time",
          String.valueOf(members.size() + 1L),
          "at most " + limit);
    }
    members.put(identity, opened);
    remember(spelling, opened);
    return opened;
  }

  /// Does something to all HDF5 files but the one that was opened first.
  void forEachOpen(Consumer<FileModel> action) {
    List<Member> all;
    synchronized (this) {
      all = new ArrayList<>(members.values());
    }
    all.stream().filter(Member::isOpen).flatMap(member -> member.model().stream()).forEach(action);
  }

  private static void closeQuietly(Storage storage) {
    try {
      storage.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Closes all files but the one that was opened first.
  void close() throws IOException {
    List<Member> all;
    synchronized (this) {
      closed = true;
      all = new ArrayList<>(members.values());
      members.clear();
      spellings.clear();
    }
    IOException failure = null;
    for (Member each : all) {
      try {
        each.close();
      } catch (IOException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
