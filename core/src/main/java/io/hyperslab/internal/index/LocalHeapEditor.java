package io.hyperslab.internal.index;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.heap.LocalHeapFreeBlock;
import io.hyperslab.internal.format.heap.LocalHeapHeader;
import io.hyperslab.internal.metadata.MetadataReader;
import io.hyperslab.internal.metadata.SpaceKind;
import io.hyperslab.internal.metadata.Transaction;
import java.util.BitSet;

/// Changes a local heap (`FMT4 III.D`).
///
/// What is inserted starts at a multiple of 8, in the first free block that has room, else behind
/// the end of the data segment, which then doubles and moves. Changes are seen by others after
/// [#flush()]. The parts that have changed are all that is written, so the price of a change does
/// not depend on the size of the heap. To be dropped when an operation fails.
public final class LocalHeapEditor {
  private static final int ALIGNMENT = 8;

  /// Bytes that are written together; the last ones end with the data segment.
  private static final int GRANULE = 512;

  /// The longest array that every JVM can make, rounded down to the alignment.
  private static final long LONGEST = Integer.MAX_VALUE - 15L;

  private final Transaction transaction;
  private final MetadataReader reader;
  private final FormatContext context;
  private final long address;
  private LocalHeap heap;
  private final LocalHeapFreeList free;
  private long dataAddress;
  private int size;

  /// Numbers of the granules that have changed.
  private final BitSet changed = new BitSet();

  private boolean dirty;

  /// Opens a heap.
  ///
  /// @param address of its header
  /// @throws MalformedFileException if its free list is broken
  public LocalHeapEditor(Transaction transaction, long address) {
    this.transaction = transaction;
    this.reader = transaction.reader();
    this.context = transaction.context();
    this.address = address;
    this.heap = LocalHeap.open(reader, address);
    this.dataAddress = heap.dataAddress();
    this.size = (int) heap.size();
    this.free =
        reader
            .cache()
            .get(
                address,
                LocalHeapFreeList.class,
                () -> LocalHeapFreeList.read(reader, address, heap),
                LocalHeapFreeList::weight);
  }

  /// Makes a heap with one text of up to 7 bytes, at offset 0.
  ///
  /// @param initialSize bytes of the data segment; made larger if there would be no room for a free
  ///   block
  /// @return its address
  static long create(Transaction transaction, int initialSize, byte[] first) {
    FormatContext context = transaction.context();
    int size = aligned(Math.max(initialSize, ALIGNMENT + LocalHeapFreeBlock.smallest(context)));
    long prefix = LocalHeapHeader.allocatedLength(context);
    long length = LocalHeapHeader.length(context);
    long address = transaction.allocate(SpaceKind.METADATA, prefix + size);
    transaction.writePart(
        address, length, new LocalHeapHeader(size, ALIGNMENT, address + prefix)::encode);
    transaction.writePart(
        address + prefix,
        size,
        out -> {
          out.bytes(first).padTo(ALIGNMENT);
          new LocalHeapFreeBlock(LocalHeapHeader.NO_FREE_BLOCK, size - ALIGNMENT).encode(out);
          out.padTo(size);
        });
    return address;
  }

  /// Makes an empty heap.
  ///
  /// @param initialSize bytes of the data segment; made larger if there would be no room for a free
  ///   block
  /// @return the heap, which is in the file already
  public static LocalHeapEditor create(Transaction transaction, int initialSize) {
    FormatContext context = transaction.context();
    int size = aligned(Math.max(initialSize, LocalHeapFreeBlock.smallest(context)));
    long prefix = LocalHeapHeader.allocatedLength(context);
    long address = transaction.allocate(SpaceKind.METADATA, prefix + size);
    Encoder header = transaction.encoder();
    new LocalHeapHeader(size, 0, address + prefix).encode(header);
    transaction.write(address, header.toBytes());
    Encoder data = transaction.encoder();
    new LocalHeapFreeBlock(LocalHeapHeader.NO_FREE_BLOCK, size).encode(data);
    transaction.write(address + prefix, data.padTo(size).toBytes());
    return new LocalHeapEditor(transaction, address);
  }

  private static int aligned(int length) {
    return length + ALIGNMENT - 1 & -ALIGNMENT;
  }

  /// Where the heap's header is; this never changes.
  public long address() {
    return address;
  }

  /// Bytes of the data segment.
  public long size() {
    return size;
  }

  /// Puts bytes into the heap, such as a text and its NUL.
  ///
  /// @return their offset in the data segment
  /// @throws LimitExceededException if the data segment would get too large
  public long insert(byte[] bytes) {
    if (bytes.length == 0 || bytes.length > LONGEST) {
      throw new IllegalArgumentException(bytes.length + " bytes");
    }
    begin();
    int need = aligned(bytes.length);
    int offset = free.take(need, this::writeFreeBlock);
    if (offset == LocalHeapFreeList.NONE) {
      offset = growFor(need);
    }
    write(offset, bytes);
    return offset;
  }

  /// Takes heap and list out of the cache before they change: if the operation fails, nobody finds
  /// them half changed.
  private void begin() {
    if (!dirty) {
      transaction.forget(address);
      dirty = true;
    }
  }

  /// Makes the data segment at least twice as large, or as large as it may be.
  private int growFor(int need) {
    int oldEnd = aligned(size);
    long most = largestSize();
    long missing = Math.max(ALIGNMENT, need - free.sizeOfBlockBefore(oldEnd));
    long doubled = (oldEnd + (long) Math.max(need, size) + ALIGNMENT - 1) & -ALIGNMENT;
    long newSize = doubled > most ? oldEnd + missing : doubled;
    if (newSize > most) {
      throw new LimitExceededException(
          LocalHeapHeader.STRUCTURE,
          address,
          "data segment size",
          String.valueOf(newSize),
          "at most " + most);
    }
    move((int) newSize);
    return free.grow(oldEnd, (int) newSize, need, this::writeFreeBlock);
  }

  /// The largest data segment that the width of lengths can say and that this library reads.
  private long largestSize() {
    long most = Math.min(context.limits().metadataBlock(), LONGEST);
    int width = context.sizeOfLengths();
    return width < Long.BYTES ? Math.min(most, (1L << 8 * width) - 2) : most;
  }

  /// Bytes, aligned, that there is sure to be room for.
  long room() {
    return largestSize() - aligned(size);
  }

  private void move(int newSize) {
    long newAddress = transaction.allocate(SpaceKind.METADATA, newSize);
    heap = heap.moved(newAddress, newSize);
    if (size > 0) {
      transaction.free(dataAddress, size);
    }
    size = newSize;
    dataAddress = newAddress;
    changed.set(0, Math.ceilDiv(newSize, GRANULE));
  }

  /// Gives back the space of bytes that were inserted. What does not start where an inserted text
  /// can start comes from a writer that packs texts closely: its space is lost.
  ///
  /// @param offset in the data segment
  /// @param length of the bytes, a text's NUL included
  /// @throws MalformedFileException if some of it is not in use
  public void remove(long offset, long length) {
    if (offset < 0 || length <= 0 || length > size - offset) {
      throw new IllegalArgumentException(length + " bytes at " + offset);
    }
    if (offset % ALIGNMENT == 0) {
      begin();
      int whole = (int) Math.min(aligned((int) length), size - offset);
      free.give((int) offset, whole, this::writeFreeBlock);
    }
  }

  private void writeFreeBlock(int offset, LocalHeapFreeBlock block) {
    Encoder out = transaction.encoder();
    block.encode(out);
    write(offset, out.toBytes());
  }

  private void write(int offset, byte[] bytes) {
    heap.put(offset, bytes);
    changed.set(offset / GRANULE, (offset + bytes.length - 1) / GRANULE + 1);
  }

  /// Writes what has changed.
  public void flush() {
    if (!dirty) {
      return;
    }
    for (int at = changed.nextSetBit(0); at >= 0; at = changed.nextSetBit(at + 1)) {
      int start = at * GRANULE;
      byte[] bytes = heap.part(start, Math.min(GRANULE, size - start));
      transaction.writePart(dataAddress + start, bytes.length, out -> out.bytes(bytes));
    }
    long length = LocalHeapHeader.length(context);
    transaction.write(address, length, new LocalHeapHeader(size, free.head(), dataAddress)::encode);
    // Pages and list are known: the next editor, or a reader, need not read them again.
    LocalHeap known = heap;
    reader.cache().get(address, LocalHeap.class, () -> known, LocalHeap::size);
    reader.cache().get(address, LocalHeapFreeList.class, () -> free, LocalHeapFreeList::weight);
    changed.clear();
    dirty = false;
  }

  /// Gives back the whole heap, which must not be used any more.
  public void delete() {
    long length = LocalHeapHeader.length(context);
    long allocated = LocalHeapHeader.allocatedLength(context);
    boolean close = Address.isDefined(dataAddress) && dataAddress >= address + length;
    transaction.free(address, close ? Math.min(allocated, dataAddress - address) : allocated);
    if (size > 0) {
      transaction.free(dataAddress, size);
    }
  }
}
