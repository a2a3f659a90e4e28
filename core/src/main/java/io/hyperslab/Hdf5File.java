package io.hyperslab;

import io.hyperslab.FileProperties.FileSpaceStrategy;
import io.hyperslab.datatype.Reference;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.ReadOnlyFileException;
import io.hyperslab.internal.edit.FileEditor;
import io.hyperslab.internal.format.message.FileSpaceInfoMessage;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.GroupModel;
import io.hyperslab.internal.model.PathResolver;
import io.hyperslab.internal.model.ReferenceModel;
import io.hyperslab.internal.model.TypeModel;
import io.hyperslab.internal.transfer.DatasetReader;
import io.hyperslab.storage.FileGuard;
import io.hyperslab.storage.Storage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
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
/// failing medium is a [java.io.UncheckedIOException], or an [IOException] while opening and
/// closing. No reference is null, given or returned.
public final class Hdf5File implements AutoCloseable {
  private static final long DEFAULT_THRESHOLD = 1;
  private static final long DEFAULT_PAGE_SIZE = 4096;

  private final FileModel model;
  private final Optional<FileEditor> editor;
  private final Deque<FileGuard> guards;
  private final Map<FileModel, Hdf5File> others;

  private Hdf5File(Opening.Opened opened) {
    this(opened.model(), opened.editor(), opened.guards(), new ConcurrentHashMap<>());
  }

  private Hdf5File(
      FileModel model,
      Optional<FileEditor> editor,
      Deque<FileGuard> guards,
      Map<FileModel, Hdf5File> others) {
    this.model = model;
    this.editor = editor;
    this.guards = guards;
    this.others = others;
  }

  /// Opens a file for reading.
  ///
  /// @throws IOException if the file does not exist or cannot be read
  /// @throws Hdf5Exception if it is not an HDF5 file, or a damaged one, or somebody writes it
  public static Hdf5File open(Path path) throws IOException {
    return open(path, OpenOptions.defaults());
  }

  /// Opens a file for reading, as the options say.
  ///
  /// @throws IOException if the file does not exist or cannot be read
  /// @throws Hdf5Exception if it is not an HDF5 file, or a damaged one, or somebody writes it
  public static Hdf5File open(Path path, OpenOptions options) throws IOException {
    return new Hdf5File(Opening.forReading(path, options));
  }

  /// Opens the image of a file in memory for reading.
  ///
  /// @param image the file's bytes; not copied, not to be changed while the file is open
  public static Hdf5File open(byte[] image) throws IOException {
    return open(Storage.memory(image), OpenOptions.defaults());
  }

  /// Opens a file in any byte store for reading; closing the file closes the store.
  public static Hdf5File open(Storage storage, OpenOptions options) throws IOException {
    return new Hdf5File(Opening.forReading(storage, options));
  }

  /// Opens a file for reading and writing (h5py's mode `r+`). If a commit of the file was cut off,
  /// it is completed or undone first.
  ///
  /// @throws IOException if the file does not exist, or cannot be read and written
  /// @throws Hdf5Exception if it is not an HDF5 file, or a damaged one, or one that changes would
  ///   break, or somebody has it open
  public static Hdf5File openReadWrite(Path path) throws IOException {
    return openReadWrite(path, OpenOptions.defaults());
  }

  /// Opens a file for reading and writing, as the options say; see [#openReadWrite(Path)].
  public static Hdf5File openReadWrite(Path path, OpenOptions options) throws IOException {
    return new Hdf5File(Opening.forWriting(path, options));
  }

  /// Opens a file in any byte store for reading and writing; closing the file closes the store.
  public static Hdf5File openReadWrite(WritableStorage storage, OpenOptions options)
      throws IOException {
    return new Hdf5File(Opening.forWriting(storage, options));
  }

  /// Makes a file (h5py's mode `w`). A file that is there is replaced with the first commit, and
  /// not before: see [#flush()].
  ///
  /// @throws IOException if there cannot be such a file
  /// @throws Hdf5Exception if somebody has the old file open
  public static Hdf5File create(Path path) throws IOException {
    return create(path, CreateOptions.defaults());
  }

  /// Makes a file, as the options say; see [#create(Path)].
  public static Hdf5File create(Path path, CreateOptions options) throws IOException {
    return new Hdf5File(Opening.replace(path, options));
  }

  /// Makes a file in any byte store, whatever is in it; closing the file closes the store.
  public static Hdf5File create(WritableStorage storage, CreateOptions options) throws IOException {
    return new Hdf5File(Opening.create(storage, options));
  }

  /// Makes a file where there is none (h5py's mode `w-` or `x`).
  ///
  /// @throws java.nio.file.FileAlreadyExistsException if there is one
  /// @throws IOException if there cannot be such a file
  public static Hdf5File createNew(Path path) throws IOException {
    return createNew(path, CreateOptions.defaults());
  }

  /// Makes a file where there is none, as the options say; see [#createNew(Path)].
  public static Hdf5File createNew(Path path, CreateOptions options) throws IOException {
    return new Hdf5File(Opening.create(path, options));
  }

  /// Opens a file for reading and writing, or makes it if there is none (h5py's mode `a`).
  ///
  /// @throws IOException if the file cannot be read and written
  /// @throws Hdf5Exception as for [#openReadWrite(Path)]
  public static Hdf5File openOrCreate(Path path) throws IOException {
    return openOrCreate(path, CreateOptions.defaults());
  }

  /// Opens a file for reading and writing, or makes it as the options say; see
  /// [#openOrCreate(Path)].
  public static Hdf5File openOrCreate(Path path, CreateOptions options) throws IOException {
    return Files.exists(path) ? openReadWrite(path, options.open()) : createNew(path, options);
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

  /// The bytes before the HDF5 data, which belong to the user; none in most files.
  public byte[] userBlock() {
    return guarded("/", model::userBlock);
  }

  /// Replaces the first bytes of the user block. They are no part of any commit: what is written
  /// there is written at once.
  ///
  /// @param bytes not more than the user block has
  /// @throws IllegalArgumentException if there are more
  /// @throws IOException if the medium fails
  /// @throws ReadOnlyFileException if the file is open for reading only
  public void writeUserBlock(byte[] bytes) throws IOException {
    writer("user block");
    model.writeUserBlock(bytes);
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

  /// Makes a group; see [Group#createGroup(String)].
  public Group createGroup(String path) {
    return root().createGroup(path);
  }

  /// Makes a group as the options say; see [Group#createGroup(String, GroupOptions)].
  public Group createGroup(String path, GroupOptions options) {
    return root().createGroup(path, options);
  }

  /// Begins to describe a dataset; see [Group#createDataset(String)].
  public DatasetBuilder createDataset(String path) {
    return root().createDataset(path);
  }

  /// Makes a dataset that holds `values`; see [Group#write(String, Object)].
  public <T> Dataset write(String path, T values) {
    return root().write(path, values);
  }

  /// Takes a link away, and with the last one the object; see [Group#delete(String)].
  public void delete(String path) {
    root().delete(path);
  }

  /// Gives a link another name; see [Group#move(String, String)].
  public void move(String from, String to) {
    root().move(from, to);
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

  /// Ends the use of this file and, if no other led to it, of every file that it led to. A file
  /// that is open for writing is committed first, unless a commit has failed half way. Closing
  /// twice has no effect.
  ///
  /// @throws IOException if the medium fails; the file is closed nevertheless
  @Override
  public void close() throws IOException {
    if (model.isOpen()) {
      try {
        if (editor.isPresent() && !editor.get().transaction().isOver()) {
          editor.get().commit();
        }
      } finally {
        closeWithoutCommit();
      }
    }
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
    return others.computeIfAbsent(
        file, f -> new Hdf5File(f, Optional.empty(), new ArrayDeque<>(), others));
  }

  <T> T guarded(String path, Supplier<T> read) {
    try {
      return model
          .access()
          .read(() -> {
            model.requireOpen();
            return read.get();
          });
    } catch (Hdf5Exception e) {
      throw e.atObject(path).inFile(name());
    }
  }

  /// Runs a change, and tells every refusal which file and object it concerns.
  ///
  /// @param change what it is, for the refusal of a file that is open for reading only
  <T> T edited(String path, String change, Function<FileEditor, T> edit) {
    try {
      model.requireOpen();
      return edit.apply(editor.orElseThrow(() -> new ReadOnlyFileException(change)));
    } catch (Hdf5Exception e) {
      throw e.atObject(path).inFile(name());
    }
  }

  /// Whether the file is open for writing.
  public boolean isWritable() {
    return editor.isPresent();
  }

  /// Commits: makes all changes since the last commit part of the file, at one moment. Whatever
  /// happens to this program from now on, the file is at this commit or a later one; what happens
  /// while this runs leaves it at this commit or at the last one. What else it survives is the
  /// business of [OpenOptions#durability(io.hyperslab.storage.Durability)].
  ///
  /// @throws IOException if the medium fails or is full. If the file may have been changed by then,
  ///   it can only be closed, and is put right when it is opened next; else the commit may be tried
  ///   again
  /// @throws ReadOnlyFileException if the file is open for reading only
  public void flush() throws IOException {
    writer("commit").commit();
  }

  /// Forgets all changes since the last commit. Handles of objects made since then are dead.
  ///
  /// @throws IOException if the medium fails
  /// @throws ReadOnlyFileException if the file is open for reading only
  public void rollback() throws IOException {
    writer("rollback").rollback();
  }

  private FileEditor writer(String change) {
    model.requireOpen();
    return editor.orElseThrow(
        () -> (ReadOnlyFileException) new ReadOnlyFileException(change).inFile(name()));
  }

  /// Closes the file without committing: changes since the last commit are lost. Closing twice has
  /// no effect.
  ///
  /// @throws IOException if the medium fails
  public void closeWithoutCommit() throws IOException {
    if (model.isOpen()) {
      try {
        if (editor.isPresent()) {
          editor.get().close();
        }
      } finally {
        closeModel();
      }
    }
  }

  private void closeModel() throws IOException {
    try {
      model.close();
    } finally {
      for (FileGuard guard : guards) {
        guard.close();
      }
    }
  }

  @Override
  public String toString() {
    return "HDF5 file " + name();
  }
}
