package io.hyperslab;

import io.hyperslab.FileProperties.FileSpaceStrategy;
import io.hyperslab.datatype.Reference;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.filter.Filter;
import io.hyperslab.internal.format.message.FileSpaceInfoMessage;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.FileSettings;
import io.hyperslab.internal.model.GroupModel;
import io.hyperslab.internal.model.PathResolver;
import io.hyperslab.internal.model.ReferenceModel;
import io.hyperslab.internal.model.TypeModel;
import io.hyperslab.internal.pipeline.FilterRegistry;
import io.hyperslab.internal.transfer.DatasetReader;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// An open HDF5 file.
///
/// ```java
/// try (var file = Hdf5File.open(Path.of("weather.h5"))) {
///   double[] first = file.dataset("/15/temperature").readDoubles(Selection.of("0:10"));
/// }
/// ```
///
/// *Threads.* Everything reachable from an open file is safe for use by any number of threads at
/// the same time; there is no global lock. An interrupt neither stops a read nor harms the file.
///
/// *Lifetime.* Closing the file ends everything reachable from it; any later use is an
/// [IllegalStateException]. Values that were read stay, except that variable-length data and
/// references inside an [io.hyperslab.array.NdArray] are fetched from the file when asked for.
///
/// *Errors.* What the file gets wrong or what cannot be answered exactly is an [Hdf5Exception]; a
/// failing medium is an [UncheckedIOException], or an [IOException] while opening and closing. No
/// reference is null, given or returned.
public final class Hdf5File implements AutoCloseable {
  private static final long DEFAULT_THRESHOLD = 1;
  private static final long DEFAULT_PAGE_SIZE = 4096;

  private final FileModel model;
  private final Map<FileModel, Hdf5File> others;

  private Hdf5File(FileModel model, Map<FileModel, Hdf5File> others) {
    this.model = model;
    this.others = others;
  }

  /// Opens a file for reading.
  ///
  /// @throws IOException if the file does not exist or cannot be read
  /// @throws Hdf5Exception if it is not an HDF5 file, or a damaged one
  public static Hdf5File open(Path path) throws IOException {
    return open(path, OpenOptions.defaults());
  }

  /// Opens a file for reading, as the options say.
  ///
  /// @throws IOException if the file does not exist or cannot be read
  /// @throws Hdf5Exception if it is not an HDF5 file, or a damaged one
  public static Hdf5File open(Path path, OpenOptions options) throws IOException {
    Storage storage = options.isMemoryMapped() ? Storage.mapped(path) : Storage.file(path);
    return open(storage, options, Optional.of(path));
  }

  /// Opens the image of a file in memory.
  ///
  /// @param image the file's bytes; not copied, not to be changed while the file is open
  public static Hdf5File open(byte[] image) throws IOException {
    return open(Storage.memory(image), OpenOptions.defaults());
  }

  /// Opens a file in any byte store; closing the file closes the store.
  public static Hdf5File open(Storage storage, OpenOptions options) throws IOException {
    return open(storage, options, storage.path());
  }

  private static Hdf5File open(Storage storage, OpenOptions options, Optional<Path> path)
      throws IOException {
    FileSettings settings =
        new FileSettings(
            options.limits(),
            FilterRegistry.builtIn().with(options.filters().toArray(Filter[]::new)),
            options.resolver(),
            options.missingSource() != OpenOptions.MissingSource.REFUSE,
            options.missingSource() == OpenOptions.MissingSource.FILL_ALL,
            options.allowsTruncated(),
            options.allowsUnclean(),
            options.chunkCacheBytes());
    FileModel model = null;
    try {
      model = FileModel.open(storage, path, settings);
      return new Hdf5File(model, new ConcurrentHashMap<>());
    } catch (Hdf5Exception e) {
      throw e.inFile(storage.name());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      if (model == null) {
        storage.close();
      }
    }
  }

  /// The file's name: its path, or what its byte store calls itself.
  public String name() {
    return model.name();
  }

  /// The path the file was opened by, if it was opened by one.
  public Optional<Path> path() {
    return model.path();
  }

  /// What the superblock and its extension say.
  public FileProperties properties() {
    return guarded("/", () -> properties(model));
  }

  private static FileProperties properties(FileModel model) {
    Optional<FileSpaceInfoMessage> space = model.fileSpace();
    return new FileProperties(
        model.superblock().version(),
        model.baseAddress(),
        model.superblock().sizeOfOffsets(),
        model.superblock().sizeOfLengths(),
        model.groupInternalK(),
        model.groupLeafK(),
        model.indexedStorageK(),
        space
            .map(message -> strategy(message.strategy()))
            .orElse(FileSpaceStrategy.FREE_SPACE_MANAGER_AND_AGGREGATORS),
        space.map(FileSpaceInfoMessage::persisting).orElse(false),
        space.map(FileSpaceInfoMessage::threshold).orElse(DEFAULT_THRESHOLD),
        space.map(FileSpaceInfoMessage::pageSize).orElse(DEFAULT_PAGE_SIZE));
  }

  private static FileSpaceStrategy strategy(FileSpaceInfoMessage.Strategy stored) {
    return switch (stored) {
      case FREE_SPACE_MANAGERS_AND_AGGREGATORS ->
          FileSpaceStrategy.FREE_SPACE_MANAGER_AND_AGGREGATORS;
      case PAGES -> FileSpaceStrategy.PAGED_AGGREGATION;
      case AGGREGATORS -> FileSpaceStrategy.AGGREGATORS;
      case NONE -> FileSpaceStrategy.NONE;
    };
  }

  /// The root group.
  public Group root() {
    return guarded("/", () -> new Group(this, model.root(), "/"));
  }

  /// The object at `path` from the root group; see [Group#get(String)].
  public Hdf5Object get(String path) {
    return root().get(path);
  }

  /// The object at `path` from the root group, if there is one; see [Group#find(String)].
  public Optional<Hdf5Object> find(String path) {
    return root().find(path);
  }

  /// The group at `path` from the root group; see [Group#group(String)].
  public Group group(String path) {
    return root().group(path);
  }

  /// The dataset at `path` from the root group; see [Group#dataset(String)].
  public Dataset dataset(String path) {
    return root().dataset(path);
  }

  /// The named datatype at `path` from the root group; see [Group#namedDatatype(String)].
  public NamedDatatype namedDatatype(String path) {
    return root().namedDatatype(path);
  }

  /// Every object of the file that hard links lead to, each once; see [Group#walk()].
  public Stream<Hdf5Object> walk() {
    return root().walk();
  }

  /// The object that a reference points to. Its path is not known to the reference and is given as
  /// `<object at 0xADDRESS>`.
  ///
  /// @throws Hdf5Exception if there is no object at that address
  public Hdf5Object dereference(ObjectReference reference) {
    return dereference(reference, "<object at 0x" + Long.toHexString(reference.address()) + ">");
  }

  /// The object that a reference points to, under a path that the caller knows it by.
  public Hdf5Object dereference(ObjectReference reference, String path) {
    return handle(
        guarded(
            path,
            () ->
                new PathResolver.Resolved(
                    model, model.object(model.position(reference.address())), path)));
  }

  /// What one element of a reference datatype says.
  ///
  /// @param type the reference's datatype
  /// @param element the element's bytes as stored, as in [io.hyperslab.array.NdArray#segment()]
  /// @throws Hdf5Exception if the bytes are not a reference
  public StoredReference reference(Reference type, MemorySegment element) {
    return guarded("/", () -> stored(model.references().decode(type, element)));
  }

  private StoredReference stored(ReferenceModel reference) {
    return switch (reference) {
      case ReferenceModel.Null() -> new StoredReference.Null();
      case ReferenceModel.ToObject(long address, Optional<String> file) ->
          new StoredReference.ToObject(reference(address), file);
      case ReferenceModel.ToRegion region ->
          new StoredReference.ToRegion(
              reference(region.address()), region.stored(), region.selection(), region.file());
      case ReferenceModel.ToAttribute(long address, String attribute, Optional<String> file) ->
          new StoredReference.ToAttribute(reference(address), attribute, file);
    };
  }

  private ObjectReference reference(long position) {
    return new ObjectReference(model.storedAddress(position));
  }

  /// Whether the file is still open.
  public boolean isOpen() {
    return model.isOpen();
  }

  /// Ends the use of this file and, if no other led to it, of every file that it led to. Closing
  /// twice has no effect.
  ///
  /// @throws IOException if the medium fails
  @Override
  public void close() throws IOException {
    model.close();
  }

  FileModel model() {
    return model;
  }

  /// The handle of an object that a path led to, in this file or another.
  Hdf5Object handle(PathResolver.Resolved resolved) {
    Hdf5File home = resolved.file() == model ? this : other(resolved.file());
    return switch (resolved.object()) {
      case GroupModel group -> new Group(home, group, resolved.path());
      case DatasetModel dataset -> new Dataset(home, new DatasetReader(dataset), resolved.path());
      case TypeModel type -> new NamedDatatype(home, type, resolved.path());
    };
  }

  private Hdf5File other(FileModel file) {
    return others.computeIfAbsent(file, f -> new Hdf5File(f, others));
  }

  <T> T guarded(String path, Supplier<T> read) {
    model.requireOpen();
    try {
      return read.get();
    } catch (Hdf5Exception e) {
      throw e.atObject(path).inFile(name());
    }
  }

  @Override
  public String toString() {
    return "HDF5 file " + name();
  }
}
