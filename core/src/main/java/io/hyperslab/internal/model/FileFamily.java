package io.hyperslab.internal.model;

import io.hyperslab.error.ExternalFileException;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.metadata.Counters;
import io.hyperslab.internal.metadata.MetadataReader;
import io.hyperslab.internal.metadata.StructureCache;
import io.hyperslab.storage.FileGuard;
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
///
/// While the first file is open for writing, names of it lead to itself; and a file that is written
/// on its behalf ([#replace]) is one for all depths, so that everybody sees its changes.
public final class FileFamily {
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
  private final Counters counters = new Counters();

  /// By [RealFile]; by [Spelling] what is no file of a file system, or a part of one.
  private final Map<Record, Member> members = new HashMap<>();

  private final Map<Spelling, Member> spellings =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Spelling, Member> eldest) {
          return size() > SPELLINGS + SPELLINGS_PER_FILE * (long) members.size();
        }
      };

  /// Files that are open for writing but the first, by their real paths.
  private final Map<Path, Member> written = new HashMap<>();

  /// Their guards.
  private final List<FileGuard> guards = new ArrayList<>();

  /// What they were read from before.
  private final List<Storage> retired = new ArrayList<>();

  private final FileAccess.Gate gate = new FileAccess.Gate();

  /// The first file, once it is open for writing.
  private volatile @Nullable FileModel leader;

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

  /// The locks of one more file.
  FileAccess newAccess() {
    return new FileAccess(gate);
  }

  /// Tells of the first file that it is open for writing.
  void leader(FileModel model) {
    leader = model;
  }

  /// Reads the structures of one more file.
  MetadataReader newReader(Storage storage, long baseAddress, FormatContext context) {
    MetadataReader reader =
        new MetadataReader(storage, baseAddress, context, structures.forAnotherFile(), counters);
    if (!settings.swmrRead()) {
      reader.bufferPages();
    }
    return reader;
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
      Member same = known(spelling, identity, storage);
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

  private synchronized @Nullable Member known(Spelling spelling, Record identity, Storage storage) {
    Member known = null;
    if (identity instanceof RealFile(Path path, int depth) && depth != RAW) {
      known = isLeader(path) ? new Member(storage, Optional.ofNullable(leader)) : written.get(path);
    }
    if (known == null) {
      known = members.get(identity);
    }
    if (known == null || !known.isOpen()) {
      return null;
    }
    remember(spelling, known);
    return known;
  }

  private boolean isLeader(Path real) {
    FileModel first = leader;
    try {
      return first != null
          && first.path().isPresent()
          && first.path().get().toRealPath().equals(real);
    } catch (IOException e) {
      return false; // It was moved or removed since it was opened.
    }
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
    Member raced = known(spelling, identity, opened.storage());
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

  /// Opens a file of the family once more, to be written: see [#replace].
  ///
  /// @param old the file as it was opened for reading
  /// @param storage the file, for whoever has its guard; it stays open if this fails
  /// @throws ExternalFileException unless they are the same file
  public FileModel reopen(FileModel old, Storage storage) throws IOException {
    Optional<Path> path = storage.path();
    RealFile identity = identity(old);
    if (identity == null || path.isEmpty() || !path.get().toRealPath().equals(identity.path())) {
      throw new ExternalFileException(
          FileResolver.Kind.VIRTUAL_SOURCE.description(),
          -1,
          "file opened for writing",
          storage.name(),
          old.name() + ", as it was opened for reading");
    }
    return new FileModel(storage, path, this, identity.depth());
  }

  /// Puts a file that is open for writing in the place of the same one that is open for reading,
  /// however deep. Handles of objects in the latter are dead. Only for a writer who keeps readers
  /// of the family out meanwhile.
  ///
  /// @param fresh made by [#reopen]
  /// @param storage of the fresh one
  /// @param guard closed with the family
  public synchronized void replace(
      FileModel old, FileModel fresh, Storage storage, FileGuard guard) {
    RealFile identity = identity(old);
    if (identity == null || closed) {
      throw new IllegalStateException("file " + old.name() + " is closed");
    }
    members
        .entrySet()
        .removeIf(each -> {
          boolean same =
              each.getKey() instanceof RealFile(Path path, int depth)
                  && depth != RAW
                  && path.equals(identity.path());
          if (same) {
            each.getValue().model().ifPresent(FileModel::retire);
            // Closed later: where locks belong to processes, that would end the guard's.
            retired.add(each.getValue().storage());
          }
          return same;
        });
    guards.add(guard);
    Member member = new Member(storage, Optional.of(fresh));
    written.put(identity.path(), member);
    members.put(identity, member);
  }

  /// What tells an HDF5 file from others; null if it is none of the family, or no file of its own.
  private synchronized @Nullable RealFile identity(FileModel model) {
    for (Map.Entry<Record, Member> each : members.entrySet()) {
      if (each.getValue().model().filter(model::equals).isPresent()
          && each.getKey() instanceof RealFile file) {
        return file;
      }
    }
    return null;
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
      retired.forEach(storage -> all.add(new Member(storage, Optional.empty())));
      members.clear();
      retired.clear();
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
    for (FileGuard guard : guards) {
      try {
        guard.close();
      } catch (IOException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
