package io.hyperslab.internal.metadata;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Encodable;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.superblock.Superblock;
import io.hyperslab.internal.metadata.SuperblockLocator.Located;
import io.hyperslab.storage.Durability;
import io.hyperslab.storage.WritableSplit;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Everything that has changed in one file since its last commit, and its space.
///
/// Committed bytes stay as they are until a commit: changed structures are images in memory, which
/// every read through [#reader()] sees at once. Space that was allocated since the last commit is
/// *fresh*: nothing committed leads there, so raw data is written there at once.
///
/// Changes are made in operations, each whole or not at all: see [#perform(Supplier)]. Used by one
/// thread at a time, and never while others read what it changes.
///
/// When a commit fails after the moment from which on it may have happened, the transaction is
/// over: every further change is an [IllegalStateException], and the file is left to [Recovery]. A
/// failure before that moment changes nothing; the commit may be tried again.
public final class Transaction {
  private final MetadataReader reader;
  private final WrittenFile file;
  private final AddressSpace space;
  private final Images images = new Images();
  private final Spill spill;
  private final SuperblockState superblock;
  private final Operations operations;
  private long commits;

  /// In SWMR mode, the committed space that raw data was written over since the last commit.
  private @Nullable Ranges overwritten;

  /// A transaction on a file that exists.
  ///
  /// @param storage the file
  /// @param reader reads the file, and sees its changes from now on
  /// @param endOfAddress the end of allocated space
  public Transaction(WritableStorage storage, MetadataReader reader, long endOfAddress) {
    this(storage, reader, endOfAddress, SpacePolicy.defaults());
  }

  /// The same with a policy for its space.
  public Transaction(
      WritableStorage storage, MetadataReader reader, long endOfAddress, SpacePolicy policy) {
    this(
        storage,
        reader,
        SuperblockState.stored(storage, reader),
        space(policy, reader, endOfAddress, endOfAddress));
  }

  private Transaction(
      WritableStorage storage,
      MetadataReader reader,
      SuperblockState superblock,
      AddressSpace space) {
    this.reader = reader;
    this.superblock = superblock;
    this.space = space;
    boolean split = space.policy().structuresEnd() > 0;
    long stored = superblock.isCommitted() || split ? space.committedEnd() : 0;
    this.file = new WrittenFile(storage, reader.baseAddress(), stored, reader.counters());
    this.spill = new Spill(file, images, space, space.policy().changesInMemory());
    this.operations = new Operations(images, space, superblock, spill, reader.cache());
    reader.useChanges(images);
    reader.cache().beginEditing();
  }

  private static AddressSpace space(
      SpacePolicy policy, MetadataReader reader, long originalEnd, long end) {
    return new AddressSpace(
        policy, reader.baseAddress(), reader.context().sizeOfOffsets(), originalEnd, end);
  }

  /// A transaction on a file that exists.
  ///
  /// @param located its superblock
  /// @throws MalformedFileException if the file ends inside its superblock
  public static Transaction open(
      WritableStorage storage, MetadataReader reader, Located located, SpacePolicy policy) {
    Superblock superblock = located.superblock();
    long end = superblock.endOfFileAddress() - superblock.baseAddress();
    if (located.hasSwmrWriter()) {
      // libhdf5 does not move the end while it writes so: what its writer made before it died may
      // lie beyond.
      end = Math.max(end, located.endOfFile());
    }
    if (end < superblock.size()) {
      throw new MalformedFileException(
          "superblock",
          0,
          "end of file address",
          "0x" + Long.toHexString(end),
          "beyond the superblock of " + superblock.size() + " bytes");
    }
    return new Transaction(storage, reader, end, policy);
  }

  /// A transaction on a file of which raw data is in a file of its own.
  ///
  /// @param end the end of the space of raw data
  /// @param policy says where that of structures ends
  public static Transaction openSplit(
      WritableStorage storage, MetadataReader reader, long end, SpacePolicy policy) {
    return new Transaction(storage, reader, end, policy);
  }

  /// A transaction on a file that does not exist before the first commit. That commit needs no
  /// journal: until its last write there is no superblock, hence no file. Then the storage is
  /// published ([WritableStorage#publish(boolean)]).
  ///
  /// @param storage holds nothing that counts
  /// @param superblock as far as it is known; see [#superblock(Superblock)]
  public static Transaction create(
      WritableStorage storage, MetadataReader reader, Superblock superblock, SpacePolicy policy) {
    return new Transaction(
        storage,
        reader,
        SuperblockState.create(storage, reader, superblock),
        space(
            policy,
            reader,
            0,
            policy.structuresEnd() > 0 ? WritableSplit.RAW_DATA : superblock.size()));
  }

  /// Reads the file as it is with all changes.
  public MetadataReader reader() {
    return reader;
  }

  /// The file's widths, end and limits.
  public FormatContext context() {
    return reader.context();
  }

  /// Bytes that changes may take in memory.
  public long changesInMemory() {
    return space.policy().changesInMemory();
  }

  /// An encoder for one structure of this file.
  public Encoder encoder() {
    return new Encoder(context());
  }

  /// The superblock with all changes, except that its end of file is that of the last commit.
  public Superblock superblock() {
    return superblock.current();
  }

  /// Changes the superblock; its extent is the commit's affair.
  ///
  /// @throws IllegalArgumentException if it has another size than the one before
  public void superblock(Superblock changed) {
    file.requireUsable();
    superblock.change(changed);
  }

  /// Takes `size` bytes of space, at least 1, which are zero until written.
  ///
  /// @return its address
  /// @throws LimitExceededException if addresses of the file's width do not reach so far
  public long allocate(SpaceKind kind, long size) {
    file.requireUsable();
    long address = space.allocate(kind, size);
    images.unwritten().add(address, address + size);
    operations.settle();
    return address;
  }

  /// Gives space back, which was allocated in one piece or is part of such. It is used again when
  /// nothing committed needs it any more. Its images are dropped then; where it is never used again
  /// they stay, because in a file with mistakes they may be another object's.
  public void free(long address, long size) {
    file.requireUsable();
    images.cut(address, space.free(address, size));
    reader.cache().remove(address);
    operations.settle();
  }

  /// Whether space was allocated since the last commit.
  public boolean isFresh(long address, long size) {
    return space.fresh().containsAll(address, address + size);
  }

  /// Replaces a whole structure, and forgets what was decoded at its address.
  ///
  /// @param address of space that is allocated
  /// @param image the structure's bytes; taken, not to be changed any more
  /// @throws MalformedFileException if the file has space at that address, but less
  public void write(long address, byte[] image) {
    requireAllocated(address, image.length);
    images.write(address, image);
    reader.cache().remove(address);
    operations.settle();
  }

  /// Replaces a whole structure, which is encoded when its bytes are needed, and forgets what was
  /// decoded at its address.
  ///
  /// @param address of space that is allocated
  /// @param size bytes that it is encoded as
  /// @param structure never changes
  /// @throws MalformedFileException if the file has space at that address, but less
  public void write(long address, long size, Encodable structure) {
    requireAllocated(address, size);
    images.write(address, Image.of(size, structure, context()));
    reader.cache().remove(address);
    operations.settle();
  }

  /// The same for what is decoded under another address, or cannot have been decoded yet.
  public void writePart(long address, long size, Encodable structure) {
    requireAllocated(address, size);
    images.write(address, Image.of(size, structure, context()));
    operations.settle();
  }

  /// Has structures encoded by another thread before their bytes are needed, from now on.
  ///
  /// @param others runs what it is given sooner or later, or never
  public void encodeAhead(Executor others) {
    images.ahead().begin(others, changesInMemory());
  }

  /// Remembers what undoes a change of bytes that a structure is encoded from, if the operation
  /// that goes on fails.
  public void onUndo(Runnable action) {
    images.remember(action);
  }

  /// The same for a structure whose decoded form is known: whoever wants it finds it in the cache.
  ///
  /// @param type by which it is looked for
  /// @param value never changes
  /// @param memory bytes of memory that it takes
  public <T> void write(
      long address, long size, Encodable structure, Class<T> type, T value, long memory) {
    requireAllocated(address, size);
    images.write(address, Image.of(size, structure, context()));
    keep(address, type, value, memory);
    operations.settle();
  }

  /// Puts a decoded structure into the cache, in the place of all that was decoded at its address:
  /// what was written is encoded as it says.
  ///
  /// @param type by which it is looked for
  /// @param memory bytes of memory that it takes
  public <T> void keep(long address, Class<T> type, T value, long memory) {
    reader.cache().replace(address, type, value, memory);
  }

  /// Adds to space that is fresh, without moving it, if what is behind it is free.
  ///
  /// @param end where it ends
  /// @param more bytes to add, which are zero until written
  /// @return whether they were added
  public boolean extend(SpaceKind kind, long end, long more) {
    file.requireUsable();
    if (!isFresh(end - 1, 1) || !space.extend(kind, end, more)) {
      return false;
    }
    images.unwritten().add(end, end + more);
    operations.settle();
    return true;
  }

  /// Writes raw data: to fresh space at once, unless there is little, else as an image.
  ///
  /// An operation that fails does not undo what it has written at once to space that was fresh
  /// before it began.
  ///
  /// @throws MalformedFileException if the file has space at that address, but less
  /// @throws UncheckedIOException if the medium fails or is full
  public void writeRaw(long address, MemorySegment data) {
    requireAllocated(address, data.byteSize());
    try {
      boolean fresh = isFresh(address, data.byteSize());
      spill.write(address, data, fresh);
      if (overwritten != null && !fresh) {
        overwritten.add(address, address + data.byteSize());
      }
      operations.settle();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void requireAllocated(long address, long size) {
    file.requireUsable();
    space.requireAllocated(address, size);
  }

  /// Forgets what was decoded at an address, because something that belongs to it has changed
  /// elsewhere.
  public void forget(long address) {
    reader.cache().remove(address);
  }

  /// Makes changes that belong together. If the operation fails, none of them stays. Operations may
  /// be made of operations.
  ///
  /// @return what the operation returns
  public <T> T perform(Supplier<T> operation) {
    Begun begun = begin();
    boolean done = false;
    try {
      T result = operation.get();
      done = true;
      return result;
    } finally {
      end(begun, done);
    }
  }

  /// Begins an operation, which must [#end]; see [#perform(Supplier)].
  public Begun begin() {
    file.requireUsable();
    return operations.begin();
  }

  /// Ends the operation that was begun last.
  ///
  /// @param done whether its changes stay
  public void end(Begun begun, boolean done) {
    operations.end(begun, done);
  }

  /// The end of allocated space, relative to the base address.
  public long endOfAddress() {
    return space.end();
  }

  /// Bytes below the end of allocated space that nothing needs and that may be given out again.
  public long freeSpace() {
    long[] sum = {0};
    space.forEachFree((from, to) -> sum[0] += to - from);
    return sum[0];
  }

  /// Where the space of structures will end after the commit that comes next, as the superblock
  /// tells it, and that of raw data, if it is in a file of its own.
  public long[] endsAfterCommit() {
    return new long[] {space.storedEndAfterCommit(), space.endAfterCommit()};
  }

  /// Whether there is anything to commit.
  public boolean isChanged() {
    return !superblock.isCommitted()
        || superblock.isChanged()
        || !images.isEmpty()
        || !space.isUnchanged();
  }

  /// Whether a commit has failed half way, so that nothing more can be changed.
  public boolean isOver() {
    return file.hasFailed();
  }

  /// Makes all changes the file's next state, at one moment; writes nothing if there are none.
  ///
  /// @return whether there were changes
  /// @throws UncheckedIOException if the medium fails or is full. Then the file is at this commit
  ///   or at the one before
  /// @throws IllegalStateException within an operation, or after a commit has failed half way
  public boolean commit(Durability durability) {
    file.requireUsable();
    operations.requireNone();
    if (!isChanged()) {
      return false;
    }
    FileCommit event = new FileCommit();
    long base = reader.baseAddress();
    Superblock after = superblock.current().withExtent(base, base + space.storedEndAfterCommit());
    try {
      Commit commit =
          new Commit(file, images, space, commits, superblock.stored(), after.toBytes());
      Ranges elements = overwritten;
      if (elements == null) {
        commit.run(durability);
      } else {
        new SwmrCommit(commit, elements).run(durability);
        elements.clear();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    commits++;
    superblock.committed(after);
    space.committed();
    reader.imageIsStored();
    images.clear();
    spill.reset();
    event.done(file.counters(), file.name(), durability.name());
    return true;
  }

  /// Whether other programs may read the file while it changes.
  public boolean isSwmr() {
    return overwritten != null;
  }

  /// Lets other programs read the file while it changes: commits are made by [SwmrCommit] from now
  /// on. The superblock tells them, and others that they have to wait.
  ///
  /// @throws UncheckedIOException if the medium fails; then the file is as after a commit that has
  ///   failed half way
  /// @throws IllegalStateException if there is anything to commit, or this was done before
  public void startSwmr(Durability durability) {
    file.requireUsable();
    if (isSwmr() || isChanged()) {
      throw new IllegalStateException(isSwmr() ? "SWMR mode is on" : "commit first");
    }
    space.keepReleased();
    overwritten = new Ranges();
    superblock.change(superblock.current().withFileConsistencyFlags(Superblock.SWMR_WRITER));
    commit(durability);
  }

  /// Ends what [#startSwmr(Durability)] began, if it did: drops all changes since the last commit,
  /// and takes the mark out of the superblock. Nothing can be changed afterwards but by another
  /// transaction.
  ///
  /// @throws UncheckedIOException if the medium fails
  public void endSwmr(Durability durability) {
    if (isSwmr() && !isOver()) {
      rollback();
      superblock.change(superblock.current().withFileConsistencyFlags(0));
      commit(durability);
    }
  }

  /// Drops all changes since the last commit.
  ///
  /// @throws UncheckedIOException if the medium fails; the changes are dropped all the same
  /// @throws IllegalStateException within an operation, or after a commit has failed half way
  public void rollback() {
    file.requireUsable();
    operations.requireNone();
    images.clear();
    spill.reset();
    if (overwritten != null) {
      overwritten.clear();
    }
    space.rollback();
    superblock.rollback();
    reader.cache().clear();
    reader.useChanges(images);
    trim();
  }

  /// Cuts off what lies behind the last commit, whose changes since are lost. The storage stays
  /// open. After a commit that has failed half way nothing is touched.
  ///
  /// @throws UncheckedIOException if the medium fails
  public void close() {
    if (!file.hasFailed() && superblock.isCommitted()) {
      trim();
    }
  }

  private void trim() {
    if (file.isTouched()) {
      try {
        file.resize(space.committedEnd());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// Writes all images in place, without any protection.
  public void apply() {
    try {
      images.forEach(file::write);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Which space is in use for what.
  AddressSpace space() {
    return space;
  }
}
