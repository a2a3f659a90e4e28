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
import java.util.Map;
import java.util.TreeMap;

/// Changes a local heap (`FMT4 III.D`).
///
/// What is inserted starts at a multiple of 8, in the first free block that has room, else behind
/// the end of the data segment, which then doubles and moves. Changes are seen by others after
/// [#flush()]. The pages that have changed are all that is written, so the price of a change does
/// not depend on the size of the heap. To be dropped when an operation fails.
public final class LocalHeapEditor {
  private static final int ALIGNMENT = 8;

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
  private Map<Integer, byte[]> changed = new TreeMap<>();
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

  private void move(int newSize) {
    long newAddress = transaction.allocate(SpaceKind.METADATA, newSize);
    heap.readAll();
    int oldSize = size;
    long oldAddress = dataAddress;
    size = newSize;
    dataAddress = newAddress;
    Map<Integer, byte[]> before = changed;
    changed = new TreeMap<>();
    for (int page = 0; page * (long) LocalHeap.PAGE < newSize; page++) {
      byte[] moved = writablePage(page);
      byte[] known = before.getOrDefault(page, moved);
      System.arraycopy(known, 0, moved, 0, known.length);
    }
    if (oldSize > 0) {
      transaction.free(oldAddress, oldSize);
    }
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
    int done = 0;
    while (done < bytes.length) {
      byte[] page = writablePage((offset + done) / LocalHeap.PAGE);
      int at = (offset + done) % LocalHeap.PAGE;
      int count = Math.min(page.length - at, bytes.length - done);
      System.arraycopy(bytes, done, page, at, count);
      done += count;
    }
  }

  private byte[] writablePage(int number) {
    return changed.computeIfAbsent(
        number,
        _ -> {
          int start = number * LocalHeap.PAGE;
          byte[] page = new byte[Math.min(LocalHeap.PAGE, size - start)];
          if (start < heap.size()) {
            byte[] before = heap.page(number);
            System.arraycopy(before, 0, page, 0, before.length);
          }
          return page;
        });
  }

  /// Writes what has changed.
  public void flush() {
    if (!dirty) {
      return;
    }
    changed.forEach(
        (page, bytes) -> transaction.write(dataAddress + (long) page * LocalHeap.PAGE, bytes));
    Encoder header = transaction.encoder();
    new LocalHeapHeader(size, free.head(), dataAddress).encode(header);
    transaction.write(address, header.toBytes());
    // Pages and list are known: the next editor, or a reader, need not read them again.
    heap = heap.keepChanged(dataAddress, size, changed);
    reader.cache().get(address, LocalHeapFreeList.class, () -> free, LocalHeapFreeList::weight);
    changed = new TreeMap<>();
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
