package io.hyperslab.internal.metadata;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.superblock.MetadataCacheImage;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/// Reads blocks of one open file by their addresses, bounded by the file's end and the limits.
///
/// Addresses are relative to the base address; the storage sees absolute positions. Decoded
/// structures are kept in a [StructureCache]. Safe for use by any number of threads.
public final class MetadataReader {
  /// The longest array that every JVM can make.
  private static final long LONGEST_BLOCK = Integer.MAX_VALUE - 8L;

  /// A thread that reads has memory for so many times a request's cost: for what is read at once,
  /// and as much for a chunk of that.
  private static final int COSTS_OF_THREAD = 4;

  /// The part of the heap, or of as much memory outside of it, that all threads take for that.
  private static final int PART_OF_HEAP = 5;

  /// What counts of a request's cost.
  static final long MOST_COST =
      Math.clamp(
          Runtime.getRuntime().maxMemory()
              / PART_OF_HEAP
              / COSTS_OF_THREAD
              / Runtime.getRuntime().availableProcessors(),
          1L << 13,
          8L << 20);

  private final Storage storage;
  private final long baseAddress;
  private final FormatContext context;
  private final StructureCache cache;
  private final Counters counters;
  private final long requestCost;

  /// Bytes that count instead of what stands at their addresses.
  private volatile NavigableMap<Long, byte[]> image = Collections.emptyNavigableMap();

  /// Is told of each block that is read, if anybody wants to know.
  private volatile @Nullable BlockObserver observer;

  /// Is told which blocks of metadata are read.
  @FunctionalInterface
  public interface BlockObserver {
    /// A block is about to be read.
    ///
    /// @param length its bytes, as far as they are known by then
    /// @param structure its name in the specification
    void block(long address, long length, String structure);
  }

  /// What a transaction has changed, once there is one.
  private volatile @Nullable Images changes;

  /// Stretches of the file, as long as it does not change.
  private volatile @Nullable PageBuffer pages;

  /// A reader with a cache of its own.
  ///
  /// @param storage the bytes of the file
  /// @param baseAddress where the file's address 0 lies in the storage
  /// @param context the file's widths, end and limits
  public MetadataReader(Storage storage, long baseAddress, FormatContext context) {
    this(
        storage,
        baseAddress,
        context,
        new StructureCache(StructureCache.defaultCapacity()),
        new Counters());
  }

  /// @param storage the bytes of the file
  /// @param baseAddress where the file's address 0 lies in the storage
  /// @param context the file's widths, end and limits
  /// @param cache for this file's structures alone; other files may share its room
  /// @param counters of what is done for this file and those that belong to it
  public MetadataReader(
      Storage storage,
      long baseAddress,
      FormatContext context,
      StructureCache cache,
      Counters counters) {
    this.storage = storage;
    this.baseAddress = baseAddress;
    this.context = context;
    this.cache = cache;
    this.counters = counters;
    this.requestCost = Math.clamp(storage.requestCost(), 1, MOST_COST);
  }

  /// What is done for this file and those that belong to it.
  public Counters counters() {
    return counters;
  }

  /// Tells somebody of each block that is read from now on. What is in the cache is not read again.
  public void observe(BlockObserver watching) {
    observer = watching;
  }

  /// The file's widths, end and limits.
  public FormatContext context() {
    return context;
  }

  /// Where address 0 lies in the storage.
  public long baseAddress() {
    return baseAddress;
  }

  /// The structures decoded so far.
  public StructureCache cache() {
    return cache;
  }

  /// The storage's name, for error messages.
  public String name() {
    return storage.name();
  }

  /// How many bytes are read in the time that a request takes anyway, within bounds; see
  /// [Storage#requestCost()].
  public long requestCost() {
    return requestCost;
  }

  /// Bytes from `address` to the end of the file.
  public long available(long address) {
    return Math.max(0, context.endOfFile() - address);
  }

  /// A cursor over one block of metadata, read now.
  ///
  /// @param address the block's address, defined
  /// @param length its length in bytes
  /// @param structure its name in the specification
  /// @throws MalformedFileException if the block does not lie inside the file
  /// @throws LimitExceededException if it is larger than a block of metadata may be
  public Cursor read(long address, long length, String structure) {
    return read(address, length, context.limits().metadataBlock(), structure);
  }

  /// The same for a block that has a limit of its own.
  ///
  /// @param limit the most bytes it may have
  public Cursor read(long address, long length, long limit, String structure) {
    requireBlock(address, length, Math.min(limit, LONGEST_BLOCK), structure);
    BlockObserver watching = observer;
    if (watching != null) {
      watching.block(address, length, structure);
    }
    byte[] block = new byte[(int) length];
    Images current = changes;
    if (current == null) {
      PageBuffer.Stretch stretch = stretch(address, length);
      if (stretch != null) {
        int from = (int) (baseAddress + address - stretch.position());
        System.arraycopy(stretch.bytes(), from, block, 0, block.length);
      } else {
        readFully(address, MemorySegment.ofArray(block), structure);
      }
      overlay(address, block);
    } else {
      current.read(
          address, MemorySegment.ofArray(block), (at, part) -> readFully(at, part, structure));
    }
    return Cursor.over(block, address, structure, context);
  }

  /// Whether there is a transaction: structures in the cache may then say more than their blocks.
  public boolean isChanging() {
    return changes != null;
  }

  /// Whether what is stored is what counts, and nobody wants to be told of it.
  boolean isPlain() {
    return changes == null && image.isEmpty() && observer == null;
  }

  /// Shows blocks one after the other, for a walk that needs each of them once; see [#glance(long,
  /// long, String)].
  ///
  /// @param order indices of the addresses, these ascending
  /// @param from the first index in `order` that is wanted
  /// @param end the one behind the last
  /// @param length bytes that are wanted of each block
  public BlockSweep sweep(
      long[] addresses, int[] order, int from, int end, int length, String structure) {
    return new BlockSweep(this, storage, addresses, order, from, end, length, structure);
  }

  /// A cursor over at most `length` bytes, which is not to be kept, and none of its slices: it may
  /// be over a longer stretch of the file.
  public Cursor glance(long address, long length, String structure) {
    long most = Math.min(length, available(address));
    PageBuffer.Stretch stretch =
        isPlain() && address >= 0 && most > 0 ? stretch(address, most) : null;
    if (stretch == null) {
      return read(address, most, structure);
    }
    int from = (int) (baseAddress + address - stretch.position());
    return Cursor.over(stretch.bytes(), from, (int) most, address, structure, context);
  }

  /// Reads short blocks out of longer ones from now on, until there is a transaction. Only for a
  /// file that nobody changes.
  public void bufferPages() {
    pages = new PageBuffer(storage, cache, counters, requestCost);
  }

  private PageBuffer.@Nullable Stretch stretch(long address, long length) {
    PageBuffer buffer = pages;
    return buffer == null ? null : buffer.covering(baseAddress + address, length);
  }

  /// Reads a stretch of blocks of metadata that are going to be looked at where they stand.
  ///
  /// @return false if they have to be read one by one
  /// @throws MalformedFileException if the stretch does not lie inside the file
  public boolean readAhead(long address, MemorySegment target, String structure) {
    boolean alone = observer != null || !image.isEmpty();
    if (!alone) {
      readRawPart(address, target, structure);
    }
    return !alone;
  }

  /// Checks that a block of metadata lies inside the file and is not too large, without reading it.
  ///
  /// @throws MalformedFileException if it does not lie inside the file
  /// @throws LimitExceededException if it is larger than a block of metadata may be
  public void requireBlock(long address, long length, String structure) {
    requireBlock(address, length, context.limits().metadataBlock(), structure);
  }

  private void requireBlock(long address, long length, long limit, String structure) {
    if (length > limit) {
      throw new LimitExceededException(
          structure, address, "size", String.valueOf(length), "at most " + limit);
    }
    requireInside(address, length, structure);
  }

  /// Puts the parts of the cache image that belong into a block over what was read.
  private void overlay(long address, byte[] block) {
    NavigableMap<Long, byte[]> image = this.image;
    if (image.isEmpty()) {
      return;
    }
    Map.Entry<Long, byte[]> before = image.floorEntry(address);
    long first = before == null ? address : before.getKey();
    image
        .subMap(first, true, address + block.length, false)
        .forEach((at, bytes) -> {
          // The part before the block may end any distance before it.
          long from = Math.max(0, address - at);
          int to = (int) Math.max(0, at - address);
          if (from < bytes.length) {
            int length = Math.min(bytes.length - (int) from, block.length - to);
            System.arraycopy(bytes, (int) from, block, to, length);
          }
        });
  }

  /// Reads what a transaction has changed instead of what is stored, from now on. A cache image
  /// that is in use becomes the first of these changes.
  void useChanges(Images changes) {
    image.forEach(changes::write);
    this.changes = changes;
    pages = null;
  }

  /// The cache image that was in use is stored where it belongs.
  void imageIsStored() {
    image = Collections.emptyNavigableMap();
  }

  /// Reads metadata from a cache image where it has some, from now on. To be called before anything
  /// that may be in the image is read.
  public void useImage(MetadataCacheImage image) {
    Images current = changes;
    if (current == null) {
      this.image = image.entries();
    } else {
      image.entries().forEach(current::write);
    }
  }

  /// A cursor over at most `length` bytes: fewer where the file ends earlier. For structures whose
  /// size is known only after their first bytes.
  public Cursor readUpTo(long address, long length, String structure) {
    return read(address, Math.min(length, available(address)), structure);
  }

  /// Reads raw data into `target`.
  ///
  /// @throws MalformedFileException if the range does not lie inside the file
  public void readRaw(long address, MemorySegment target, String structure) {
    requireInside(address, target.byteSize(), structure);
    PageBuffer.Stretch stretch = changes == null ? stretch(address, target.byteSize()) : null;
    if (stretch == null) {
      readRawPart(address, target, structure);
    } else {
      int from = (int) (baseAddress + address - stretch.position());
      MemorySegment.copy(
          stretch.bytes(), from, target, ValueLayout.JAVA_BYTE, 0, (int) target.byteSize());
    }
  }

  /// The same for a part of something large: what lies beside it is not read with it.
  ///
  /// @throws MalformedFileException if the range does not lie inside the file
  public void readRawPart(long address, MemorySegment target, String structure) {
    requireInside(address, target.byteSize(), structure);
    Images current = changes;
    if (current == null) {
      readFully(address, target, structure);
    } else {
      current.read(address, target, (at, part) -> readFully(at, part, structure));
    }
  }

  private void requireInside(long address, long length, String structure) {
    if (address < 0 || length < 0 || length > context.endOfFile() - address) {
      throw new MalformedFileException(
          structure,
          address,
          "extent",
          Long.toUnsignedString(length) + " bytes",
          "inside the file, which ends at 0x" + Long.toHexString(context.endOfFile()));
    }
  }

  private void readFully(long address, MemorySegment target, String structure) {
    StorageRead event = StorageRead.begun(target.byteSize());
    long done = 0;
    try {
      while (done < target.byteSize()) {
        MemorySegment rest = done == 0 ? target : target.asSlice(done);
        long count = storage.read(baseAddress + address + done, rest);
        if (count <= 0 && changes != null) {
          // Space that was allocated, but has not reached the storage: it is zero.
          target.asSlice(done).fill((byte) 0);
          break;
        }
        if (count <= 0) {
          throw new MalformedFileException(
              structure,
              address,
              "length",
              done + " bytes before the end of the file",
              target.byteSize() + " bytes");
        }
        done += count;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    event.done(counters, storage, baseAddress + address, done);
  }
}
