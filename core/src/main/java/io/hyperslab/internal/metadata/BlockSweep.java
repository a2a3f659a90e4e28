package io.hyperslab.internal.metadata;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.PooledMemory;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Shows many short blocks of a file in ascending order of their addresses. What lies close
/// together is one request to the storage; what lies far apart is read for itself. Nothing of it is
/// kept. For one thread.
public final class BlockSweep implements AutoCloseable {
  /// The longest request, which the processor's cache has room for; longer ones only where requests
  /// cost so much that this does not count.
  private static final int PIECE = 1 << 18;

  private final MetadataReader reader;
  private final Storage storage;
  private final long[] addresses;
  private final int[] order;
  private final int end;
  private final String structure;
  private final byte[] block;

  /// Bytes between two blocks that are read with them rather than to begin a new request.
  private final long gap;

  private final int longest;
  private final PooledMemory memory;
  private int next;

  /// Where the piece is that was read last, and how long it is.
  private long pieceStart;

  private int pieceSize;

  BlockSweep(
      MetadataReader reader,
      Storage storage,
      long[] addresses,
      int[] order,
      int from,
      int end,
      int length,
      String structure) {
    this.reader = reader;
    this.storage = storage;
    this.addresses = addresses;
    this.order = order;
    this.next = from;
    this.end = end;
    this.structure = structure;
    this.block = new byte[length];
    this.gap = reader.requestCost();
    this.longest = longest(addresses, order, from, end, length);
    this.memory = PooledMemory.take(longest);
  }

  /// No more than what there is.
  private int longest(long[] addresses, int[] order, int from, int end, int length) {
    long extent = from < end ? addresses[order[end - 1]] - addresses[order[from]] + length : 0;
    return (int) Math.clamp(extent, PIECE, Math.max(PIECE, 2 * gap));
  }

  /// A cursor over the next block: at most the length that was asked for, less where the file ends
  /// earlier. It is good until the next one, and its slices are.
  ///
  /// @throws io.hyperslab.error.MalformedFileException if the block does not lie inside the file
  public Cursor next() {
    long address = addresses[order[next]];
    long length = block.length;
    if (!holds(address, length) || !reader.isPlain()) {
      length = Math.min(length, reader.available(address));
      if (length <= 0 || address < 0 || block.length > longest || !reader.isPlain()) {
        next++;
        return reader.glance(address, block.length, structure);
      }
      if (!holds(address, length)) {
        fill(address);
      }
    }
    next++;
    if (!holds(address, length)) {
      return reader.glance(address, length, structure); // It tells what is wrong.
    }
    MemorySegment.copy(
        memory.segment(), ValueLayout.JAVA_BYTE, address - pieceStart, block, 0, (int) length);
    return Cursor.over(block, 0, (int) length, address, structure, reader.context());
  }

  private boolean holds(long address, long length) {
    return address >= pieceStart && address + length <= pieceStart + pieceSize;
  }

  /// Reads the next block and those behind it that are close.
  private void fill(long start) {
    long stop = start;
    for (int i = next; i < end; i++) {
      long address = addresses[order[i]];
      long last = address + Math.min(block.length, reader.available(address));
      if (address > stop + gap || last - start > longest) {
        break;
      }
      stop = Math.max(stop, last);
    }
    pieceStart = start;
    pieceSize = read(start, (int) (stop - start));
  }

  /// What the medium does not deliver is asked for again block by block.
  private int read(long start, int size) {
    StorageRead event = StorageRead.begun(size);
    MemorySegment target = memory.segment().asSlice(0, size);
    int done = 0;
    try {
      while (done < size) {
        long count = storage.read(reader.baseAddress() + start + done, target.asSlice(done));
        if (count <= 0) {
          break;
        }
        done += (int) count;
      }
    } catch (IOException e) {
      return 0;
    }
    event.done(reader.counters(), storage, reader.baseAddress() + start, done);
    return done;
  }

  @Override
  public void close() {
    memory.close();
  }
}
