package io.hyperslab.internal.model;

import io.hyperslab.error.ExternalFileException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.message.BTreeKMessage;
import io.hyperslab.internal.format.message.CacheImageMessage;
import io.hyperslab.internal.format.message.FileSpaceInfoMessage;
import io.hyperslab.internal.format.message.MessageType;
import io.hyperslab.internal.format.message.SharedMessageTableMessage;
import io.hyperslab.internal.format.message.SymbolTableMessage;
import io.hyperslab.internal.format.superblock.MetadataCacheImage;
import io.hyperslab.internal.format.superblock.Superblock;
import io.hyperslab.internal.index.FractalHeap;
import io.hyperslab.internal.index.GlobalHeap;
import io.hyperslab.internal.index.ObjectHeader;
import io.hyperslab.internal.index.ObjectHeaderLoader;
import io.hyperslab.internal.index.SharedMessages;
import io.hyperslab.internal.index.SymbolTableIndex;
import io.hyperslab.internal.metadata.CommittedState;
import io.hyperslab.internal.metadata.MetadataReader;
import io.hyperslab.internal.metadata.Recovery;
import io.hyperslab.internal.metadata.SuperblockLocator;
import io.hyperslab.storage.FileResolver;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// One open file: its superblock, its objects by address, and the other files it leads to.
///
/// The files it leads to are opened at most once and belong to its family: they are closed with the
/// file that was opened first. Safe for use by any number of threads.
public final class FileModel implements AutoCloseable {
  private final Storage storage;
  private final FileSettings settings;
  private final Optional<Path> path;
  private final FileFamily family;
  private final int depth;
  private final SuperblockLocator.Located located;
  private volatile Superblock superblock;
  private final MetadataReader reader;
  private final ObjectHeaderLoader headers;
  private final ChunkCache chunks;
  private final GlobalHeap globalHeap;
  private final FileAccess access;
  private final Incarnations incarnations = new Incarnations();
  private final LinkHold linkHold = new LinkHold();

  /// The end of the file's space, which a writer moves.
  private volatile LongSupplier end;

  /// The end of the storage when it was last looked at, relative to the base address.
  private volatile long storedEnd;

  private volatile boolean open = true;

  /// A file that another one led to.
  ///
  /// @param family the files that are open because of the same one
  /// @param depth how many files led to this one
  FileModel(Storage storage, Optional<Path> path, FileFamily family, int depth) throws IOException {
    this(storage, path, family, depth, Recovery.Verification.refusal());
  }

  private FileModel(
      Storage storage,
      Optional<Path> path,
      FileFamily family,
      int depth,
      Recovery.Verification verification)
      throws IOException {
    this(
        storage,
        path,
        family,
        depth,
        Recovery.view(storage, family.settings().limits(), verification));
    extension()
        .flatMap(header -> header.find(CacheImageMessage.class))
        .filter(message -> Address.isDefined(message.address()))
        .ifPresent(image ->
            reader.useImage(
                MetadataCacheImage.decode(
                    reader.read(image.address(), image.size(), MetadataCacheImage.STRUCTURE))));
  }

  private FileModel(
      Storage storage, Optional<Path> path, FileFamily family, int depth, CommittedState state) {
    this.storage = storage;
    this.path = path;
    this.settings = family.settings();
    this.family = family;
    this.access = family.newAccess();
    this.depth = depth;
    SuperblockLocator.Located located = state.located();
    this.superblock = located.superblock();
    requireReadable(located);
    this.located = located;
    this.storedEnd = located.endOfFile();
    this.end = () -> storedEnd;
    FormatContext context =
        new FormatContext(
            superblock.sizeOfOffsets(),
            superblock.sizeOfLengths(),
            () -> end.getAsLong(),
            settings.limits(),
            storage.addresses());
    this.reader = family.newReader(storage, located.baseAddress(), context);
    state.showTo(reader);
    this.globalHeap = new GlobalHeap(reader);
    this.chunks = family.newChunkCache();
    this.headers = new ObjectHeaderLoader(reader, this::sharedMessage);
  }

  private void requireReadable(SuperblockLocator.Located found) {
    if (settings.swmrRead() && found.hasSwmrWriter()) {
      return; // It sees to it that there is something to be read at any time.
    }
    if (!settings.allowTruncated()) {
      found.requireWhole();
    }
    if (!settings.allowUnclean()) {
      found.requireClean();
    }
  }

  /// The superblock extension, which the cache may keep, but not this object: one may be large.
  public Optional<ObjectHeader> extension() {
    return Address.isDefined(superblock.extensionAddress())
        ? Optional.of(headers.load(position(superblock.extensionAddress())))
        : Optional.empty();
  }

  /// Opens a file; on failure the storage stays open.
  ///
  /// @throws io.hyperslab.error.Hdf5Exception as below, or if a commit left no journal
  public static FileModel open(Storage storage, Optional<Path> path, FileSettings settings)
      throws IOException {
    return open(storage, path, settings, Recovery.Verification.refusal());
  }

  /// Opens a file; on failure the storage stays open.
  ///
  /// @param verification decides on a file of which a commit was cut off and left no journal
  /// @throws io.hyperslab.error.Hdf5Exception if it is no HDF5 file or a damaged one
  public static FileModel open(
      Storage storage,
      Optional<Path> path,
      FileSettings settings,
      Recovery.Verification verification)
      throws IOException {
    SwmrReads.Opening opening =
        () -> new FileModel(storage, path, new FileFamily(settings), 0, verification);
    return settings.swmrRead() ? SwmrReads.open(storage, opening) : opening.open();
  }

  /// A file that does not exist yet: there is nothing to be read before a writer has made it.
  ///
  /// @param superblock what it is to begin with, its root not yet known
  /// @param baseAddress the size of its user block
  public static FileModel create(
      Storage storage,
      Optional<Path> path,
      FileSettings settings,
      Superblock superblock,
      long baseAddress) {
    return new FileModel(
        storage,
        path,
        new FileFamily(settings),
        0,
        CommittedState.of(
            new SuperblockLocator.Located(superblock, baseAddress, baseAddress, true, false)));
  }

  /// Where its superblock was found.
  public SuperblockLocator.Located located() {
    return located;
  }

  /// The file's name for messages.
  public String name() {
    return storage.name();
  }

  /// The files that it consists of.
  public List<Path> files() {
    return storage.paths();
  }

  /// The path it was opened by.
  public Optional<Path> path() {
    return path;
  }

  /// How it is read.
  public FileSettings settings() {
    return settings;
  }

  /// Its superblock, as stored or as its writer will store it.
  public Superblock superblock() {
    return superblock;
  }

  /// Runs a read while nobody changes the file through this object; again, if a SWMR writer changed
  /// it meanwhile so that it did not fit together.
  ///
  /// @throws IllegalStateException if the file is closed
  public <T> T read(Supplier<T> read) {
    Supplier<T> whole =
        () ->
            access.read(() -> {
              requireOpen();
              return read.get();
            });
    return settings.swmrRead() ? SwmrReads.attempt(whole, this::forget) : whole.get();
  }

  /// Forgets what was read of this file and of those it leads to, if a SWMR writer may have changed
  /// it. Objects keep their headers: see [ObjectModel#refresh()].
  void forget() {
    if (settings.swmrRead()) {
      forgetOwn();
      family.forEachOpen(FileModel::forgetOwn);
    }
  }

  private void forgetOwn() {
    try {
      storedEnd = storage.size() - baseAddress();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    reader.cache().clear();
    chunks.clear();
  }

  /// Tells of what its writer made of the superblock.
  public void superblock(Superblock changed) {
    superblock = changed;
  }

  /// Who may use it when.
  public FileAccess access() {
    return access;
  }

  /// Prepares for a writer.
  ///
  /// @param end gives the end of the file's space, relative to the base address
  public void allowWriting(LongSupplier end) {
    this.end = end;
    access.allowWriting();
    if (depth == 0) {
      family.leader(this);
    }
  }

  /// A number for the object at an address, which no other object there has ever had.
  long incarnation(long address) {
    return incarnations.of(address);
  }

  /// Takes note of a new object, whose handles end if its making is undone.
  public void made(long address) {
    incarnations.made(address);
  }

  /// Ends all handles of an object, unless its deletion is undone.
  public void deleted(long address) {
    incarnations.deleted(address);
  }

  /// How much has been made and deleted since the last commit; see [#undo(int)].
  public int mark() {
    return incarnations.mark();
  }

  /// Tells that what was made and deleted since a mark was undone.
  public void undo(int mark) {
    incarnations.undo(mark);
  }

  /// Tells that there was a commit.
  public void committed() {
    incarnations.keep();
  }

  /// Links that are not stored yet.
  public LinkHold linkHold() {
    return linkHold;
  }

  /// The chunks decoded last.
  public ChunkCache chunks() {
    return chunks;
  }

  /// Reads its blocks.
  public MetadataReader reader() {
    return reader;
  }

  /// Where address 0 lies in the storage: the size of the user block.
  public long baseAddress() {
    return reader.baseAddress();
  }

  /// The bytes before address 0.
  public UserBlock userBlock() {
    return new UserBlock(storage, baseAddress());
  }

  /// How its free space is managed, if it says so and no library that did not know the message has
  /// written the file since.
  public Optional<FileSpaceInfoMessage> fileSpace() {
    return extension()
        .filter(header -> !header.wasUnknown(MessageType.FILE_SPACE_INFO))
        .flatMap(header -> header.find(FileSpaceInfoMessage.class));
  }

  /// Half the entries of a node of a group's version 1 B-tree.
  public int groupInternalK() {
    return bTreeK().map(BTreeKMessage::groupInternalNodeK).orElse(superblock.groupInternalK());
  }

  /// Half the entries of a symbol table node.
  public int groupLeafK() {
    return bTreeK().map(BTreeKMessage::groupLeafNodeK).orElse(superblock.groupLeafK());
  }

  /// Half the entries of a node of a chunk index's version 1 B-tree.
  public int indexedStorageK() {
    return bTreeK()
        .map(BTreeKMessage::indexedStorageInternalNodeK)
        .orElse(superblock.indexedStorageK());
  }

  private Optional<BTreeKMessage> bTreeK() {
    return extension().flatMap(header -> header.find(BTreeKMessage.class));
  }

  /// The address that the file itself uses for a position that structures are read from; they
  /// differ in files of the split and multi drivers.
  public long storedAddress(long position) {
    return storage.addresses().address(position);
  }

  /// The position of an address that the file itself uses.
  ///
  /// @throws MalformedFileException if the address lies in no part of the file
  public long position(long storedAddress) {
    long position = storage.addresses().position(storedAddress);
    if (position < 0) {
      throw new MalformedFileException(
          "object header", -1, "address", "0x" + Long.toHexString(storedAddress), "in the file");
    }
    return position;
  }

  /// The root group.
  ///
  /// @throws MalformedFileException if the root is no group
  public GroupModel root() {
    if (object(position(superblock.rootObjectHeaderAddress())) instanceof GroupModel root) {
      return root;
    }
    throw new MalformedFileException("superblock", 0, "root object", "not a group", "a group");
  }

  /// The object whose header is at `address`.
  ///
  /// @throws MalformedFileException if there is no valid header, or not of an object
  public ObjectModel object(long address) {
    ObjectHeader header = headers.load(address);
    return switch (ObjectKind.of(header.types(), address)) {
      case GROUP -> new GroupModel(this, header);
      case DATASET -> new DatasetModel(this, header);
      case DATATYPE -> new TypeModel(this, header);
    };
  }

  /// Loads object headers of this file.
  public ObjectHeaderLoader headers() {
    return headers;
  }

  /// Its global heaps.
  public GlobalHeap globalHeap() {
    return globalHeap;
  }

  /// The elements that its references and variable-length descriptors stand for.
  public References references() {
    return new References(this);
  }

  /// Variable-length data of its elements.
  public HeapData heapData() {
    return new HeapData(this);
  }

  /// The links of an old-style group.
  public SymbolTableIndex symbolTable(SymbolTableMessage message) {
    return new SymbolTableIndex(
        reader, message.bTreeAddress(), message.localHeapAddress(), groupInternalK(), groupLeafK());
  }

  /// The fractal heap at an address.
  public FractalHeap fractalHeap(long address) {
    return FractalHeap.open(reader, address, HeapFilter.factory(settings));
  }

  /// A message that many objects share.
  public Cursor sharedMessage(MessageType type, byte[] heapId) {
    SharedMessageTableMessage table =
        extension()
            .flatMap(header -> header.find(SharedMessageTableMessage.class))
            .orElseThrow(() ->
                new MalformedFileException(
                    "superblock extension",
                    superblock.extensionAddress(),
                    "shared message table",
                    "absent",
                    "present, because an object shares messages"));
    return new SharedMessages(
            reader, table.tableAddress(), table.indexCount(), HeapFilter.factory(settings))
        .message(type.number(), heapId);
  }

  /// Another HDF5 file that this one names.
  ///
  /// @throws ExternalFileException if it is missing, may not be followed, or lies too deep
  /// @throws io.hyperslab.error.LimitExceededException if too many files are open
  public FileModel file(FileResolver.Kind kind, String name) {
    requireOpen();
    if (depth >= settings.limits().externalDepth()) {
      throw new ExternalFileException(
          kind.description(),
          -1,
          "file",
          "a chain of more than " + depth + " files",
          "at most " + settings.limits().externalDepth());
    }
    return family.file(this, kind, name, depth + 1);
  }

  /// A file of raw data that this one names.
  ///
  /// @throws ExternalFileException if it is missing or may not be followed
  /// @throws io.hyperslab.error.LimitExceededException if too many files are open
  public Storage rawFile(String name) {
    requireOpen();
    return family.rawFile(this, name);
  }

  /// The files that are open because the same one was opened.
  public FileFamily family() {
    return family;
  }

  /// Ends its use; its storage stays open.
  void retire() {
    open = false;
  }

  /// Whether it has not been closed.
  public boolean isOpen() {
    return open;
  }

  /// Refuses a file that is no longer open.
  ///
  /// @throws IllegalStateException if it has been closed
  public void requireOpen() {
    if (!open) {
      throw new IllegalStateException("file " + name() + " is closed");
    }
  }

  /// Closes it and, if it is the one that was opened first, the files of its family. Closing twice
  /// has no effect.
  @Override
  public void close() throws IOException {
    open = false;
    try (storage) {
      if (depth == 0) {
        family.close();
      }
    }
  }
}
