package io.hyperslab;

import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.datatype.Reference;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.ReadOnlyFileException;
import io.hyperslab.internal.edit.Dialect;
import io.hyperslab.internal.edit.FileEditor;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.GroupModel;
import io.hyperslab.internal.model.PathResolver;
import io.hyperslab.internal.model.TypeModel;
import io.hyperslab.internal.transfer.DatasetReader;
import io.hyperslab.storage.FileGuard;
import io.hyperslab.storage.Storage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
/// *Changes.* Each happens whole, or not at all if it is refused. One that fails on the way, as at
/// a damaged chunk or on a full disk, is undone, and harms nothing that was committed; but written
/// elements may stay where the dataset has got space since the last commit, until [#rollback()],
/// and in external files for good.
///
/// *Errors.* What the file gets wrong or what cannot be answered exactly is an [Hdf5Exception]; a
/// failing medium is a [java.io.UncheckedIOException], or an [IOException] while opening and
/// closing. No reference is null, given or returned.
public final class Hdf5File implements RootAccess, AutoCloseable {
  private final FileModel model;
  private final Optional<FileEditor> editor;
  private final Deque<FileGuard> guards;
  private final Map<FileModel, Hdf5File> others;

  /// Of a file that does not change; found twice it does no harm.
  private volatile @Nullable Group root;

  private Hdf5File(Opening.Opened opened) {
    this(opened, new ConcurrentHashMap<>());
  }

  private Hdf5File(Opening.Opened opened, Map<FileModel, Hdf5File> others) {
    this.model = opened.model();
    this.editor = opened.editor();
    this.guards = opened.guards();
    this.others = others;
  }

  /// Whether there is a file that can be read and has the signature of HDF5, at its beginning or
  /// behind a user block. Nothing else of it is looked at.
  public static boolean isHdf5(Path path) {
    return Opening.isHdf5(path);
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

  /// Opens the image of a file in memory for reading and writing; [#toImage()] gives what has
  /// become of it.
  ///
  /// @param image the file's bytes; copied
  public static Hdf5File openReadWrite(byte[] image) throws IOException {
    return openReadWrite(WritableStorage.memory(image), OpenOptions.defaults());
  }

  /// Makes a file in memory, which is gone once it is closed; see [#toImage()].
  public static Hdf5File createInMemory() {
    return createInMemory(CreateOptions.defaults());
  }

  /// Makes a file in memory, as the options say; see [#createInMemory()].
  ///
  /// @throws IllegalArgumentException if the options want it in files
  public static Hdf5File createInMemory(CreateOptions options) {
    return new Hdf5File(Opening.createInMemory(options));
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
    return new Hdf5File(Opening.openOrCreate(path, options));
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
    return guarded("/", () -> FileProperties.of(model));
  }

  /// Releases of the HDF5 library that the file is written for, or would be if it is open for
  /// reading only.
  public LibraryVersion.Bounds libraryVersions() {
    Dialect dialect =
        editor.map(FileEditor::dialect).orElseGet(() -> Dialect.of(model.superblock().version()));
    return new LibraryVersion.Bounds(
        LibraryVersion.of(dialect.low()), LibraryVersion.of(dialect.high()));
  }

  /// Bytes that the file takes, user block and uncommitted space included.
  public long fileSize() {
    storeLinks();
    return guarded("/", () -> new FileSpace(model, editor).size());
  }

  /// What has been done for this file since it was opened, and for those it leads to.
  public FileStatistics statistics() {
    return FileStatistics.of(model.reader().counters());
  }

  /// Bytes of the file that are known to be free: to its writer, who uses them before the file
  /// grows; in a file that is open for reading, what the file itself lists.
  public long freeSpace() {
    storeLinks();
    return guarded("/", () -> new FileSpace(model, editor).free());
  }

  /// Has links stored that a writer holds back: before anybody looks at the structures of groups.
  void storeLinks() {
    editor.ifPresent(FileEditor::settleLinks);
  }

  /// What the structures that belong to no object take of the file, and what it knows to be free.
  /// [SpaceReport] says where the rest is.
  ///
  /// @throws Hdf5Exception if one of them cannot be followed
  public FileStructures structures() {
    return guarded("/", () -> FileStructures.of(model));
  }

  /// The bytes of the file, user block included, which [#open(byte\[\])] takes. A file that is open
  /// for writing is committed first.
  ///
  /// @throws IOException if the medium fails
  /// @throws Hdf5Exception if an array cannot hold them, or they are in files of several kinds
  public byte[] toImage() throws IOException {
    if (isWritable()) {
      flush();
    }
    return guarded("/", () -> new FileSpace(model, editor).image());
  }

  /// The bytes before the HDF5 data, which belong to the user; none in most files.
  public byte[] userBlock() {
    return guarded("/", () -> model.userBlock().read());
  }

  /// Replaces the first bytes of the user block. They are no part of any commit: what is written
  /// there is written at once.
  ///
  /// @param bytes not more than the user block has
  /// @throws IllegalArgumentException if there are more
  /// @throws IOException if the medium fails
  /// @throws ReadOnlyFileException if the file is open for reading only
  public void writeUserBlock(byte[] bytes) throws IOException {
    writer("user block").writeUserBlock(bytes);
  }

  @Override
  public Group root() {
    Group known = root;
    if (known != null && model.isOpen()) {
      return known;
    }
    Group found = guarded("/", () -> new Group(this, model.root(), "/"));
    if (!model.access().isWritable() && !model.settings().swmrRead()) {
      root = found;
    }
    return found;
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
    return guarded("/", () -> StoredReferences.of(model, model.references().decode(type, element)));
  }

  /// Whether the file is still open.
  public boolean isOpen() {
    return model.isOpen();
  }

  /// Ends the use of this file and, if no other led to it, of every file that it led to. A file
  /// that is open for writing is committed first, unless a commit has failed half way. What other
  /// threads change meanwhile is part of that commit, or refused since the file is closed. Closing
  /// twice has no effect; the second of two threads waits for the first.
  ///
  /// @throws IOException if the medium fails; the file is closed nevertheless
  /// @throws IllegalStateException within a read or a change of a file that is open for writing,
  ///   such as in a record's constructor; the file stays open
  @Override
  public void close() throws IOException {
    close(true);
  }

  private void close(boolean committing) throws IOException {
    if (editor.isPresent()) {
      editor.get().close(committing, this::closeModel);
    } else {
      closeModel();
    }
  }

  FileModel model() {
    return model;
  }

  /// The handle of an object that a path led to, in this file or another.
  Hdf5Object handle(PathResolver.Resolved resolved) {
    Hdf5File home = resolved.file() == model ? this : other(resolved.file());
    if (resolved.object() instanceof DatasetModel dataset) {
      return new Dataset(home, new DatasetReader(dataset), resolved.path());
    }
    return resolved.object() instanceof GroupModel group
        ? new Group(home, group, resolved.path())
        : new NamedDatatype(home, (TypeModel) resolved.object(), resolved.path());
  }

  private Hdf5File other(FileModel file) {
    return others.computeIfAbsent(file, f -> new Hdf5File(Opening.Opened.followed(f), others));
  }

  <T> T guarded(String path, Supplier<T> read) {
    try {
      return model.read(read);
    } catch (Hdf5Exception e) {
      throw e.atObject(path).inFile(name());
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw RefusedArgument.named(e, name(), path);
    }
  }

  /// Runs a change, and tells every refusal which file and object it concerns.
  ///
  /// @param change what it is, for the refusal of a file that is open for reading only
  <T> T edited(String path, String change, Function<FileEditor, T> edit) {
    return edited(path, change, "", edit);
  }

  /// The same; what the change is in two parts, which are put together for the refusal only.
  <T> T edited(String path, String change, String name, Function<FileEditor, T> edit) {
    try {
      model.requireOpen();
      if (editor.isEmpty()) {
        throw new ReadOnlyFileException(change + name);
      }
      return edit.apply(editor.get());
    } catch (Hdf5Exception e) {
      throw e.atObject(path).inFile(name());
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw RefusedArgument.named(e, name(), path);
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

  /// Commits, and lets other programs read the file while this one changes it (single writer,
  /// multiple readers), until it is closed: those that ask for it by [OpenOptions#swmrRead()] or
  /// h5py's `swmr=True`. Others are still refused.
  ///
  /// From now on only elements and extents of datasets can be changed, extents only made larger;
  /// all else is an [io.hyperslab.error.UnsupportedFeatureException], and so are data of variable
  /// length. Old versions of chunks stay in the file for readers that are on their way there.
  ///
  /// Each [#flush()] shows readers the changes since the last one, dataset by dataset: new rows
  /// before the extent that has them. An element that is written over is read as before or as after
  /// or, without filters while it is being written, as a mixture of both.
  ///
  /// If this program dies, everything up to the last flush that ended is in the file, and of one
  /// that had not ended the changes of some datasets; [FileRecovery#recover(Path)] or libhdf5's
  /// `h5clear -s` takes away the mark that keeps others than such readers out. Only if the system
  /// stores half of a structure (a kill between two pages of one write; a loss of power) that
  /// dataset is lost.
  ///
  /// @throws IOException if the medium fails
  /// @throws io.hyperslab.error.UnsupportedFeatureException unless it is in the format of
  ///   [CreateOptions#latest()]
  /// @throws ReadOnlyFileException if the file is open for reading only
  /// @throws IllegalStateException if this was done before
  public void startSwmrWrite() throws IOException {
    try {
      writer("SWMR mode").startSwmr();
    } catch (Hdf5Exception e) {
      throw e.inFile(name());
    }
    for (FileGuard guard : guards) {
      guard.share();
    }
  }

  /// Whether one program changes the file while others read it: this one does, since
  /// [#startSwmrWrite()], or it has opened it for that with [OpenOptions#swmrRead()].
  public boolean isSwmr() {
    return editor
        .map(writing -> writing.transaction().isSwmr())
        .orElse(model.settings().swmrRead());
  }

  /// Forgets all changes since the last commit. Handles of objects made since then are dead.
  ///
  /// @throws IOException if the medium fails; the changes are forgotten nevertheless
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
  /// @throws IOException if the medium fails; the file is closed nevertheless
  /// @throws IllegalStateException as for [#close()]
  public void closeWithoutCommit() throws IOException {
    close(false);
  }

  private void closeModel() throws IOException {
    synchronized (guards) {
      if (!model.isOpen()) {
        return;
      }
      try {
        model.close();
      } finally {
        for (FileGuard guard : guards) {
          guard.close();
        }
      }
    }
  }

  @Override
  public String toString() {
    return "HDF5 file " + name();
  }
}
