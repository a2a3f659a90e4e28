package io.hyperslab.internal.check;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.internal.format.heap.GlobalHeapCollection;
import io.hyperslab.internal.metadata.MetadataReader;
import java.lang.foreign.MemorySegment;

/// Looks for global heap collections where nothing else is. Only elements lead to them, and to read
/// all elements of a file takes far too long; but each begins with a signature and its size. One
/// that nothing leads to any more is found too.
///
/// They need not be aligned to anything: libhdf5 gives them whatever place is free.
final class GlobalHeapSearch {
  /// The most that is looked through, in bytes.
  private static final long MOST = 64L << 20;

  /// What a read costs at least, in bytes: many short ones take long, too.
  private static final int LEAST_COST = 256;

  /// Bytes of a request, unless one costs more than that.
  private static final int PIECE = 1 << 18;

  private static final byte[] START = {'G', 'C', 'O', 'L', 1, 0, 0, 0};

  private final MetadataReader reader;
  private final int header;
  private final int sizeOfLengths;
  private final UseVisitor visitor;
  private final int pieceSize;
  private byte[] piece = {};
  private long pieceAddress;
  private int pieceLength;
  private long left = MOST;

  /// @param visitor is shown what is found, and what is left
  GlobalHeapSearch(MetadataReader reader, UseVisitor visitor) {
    this.reader = reader;
    this.header = GlobalHeapCollection.headerLength(reader.context());
    this.sizeOfLengths = reader.context().sizeOfLengths();
    this.visitor = visitor;
    this.pieceSize = (int) Math.max(PIECE, reader.requestCost());
  }

  /// Looks through a stretch.
  void search(long address, long size) {
    long end = address + size;
    long rest = address;
    // Behind a collection there is often another one: a glance at its header tells.
    for (long at = next(rest, end, pieceSize); at >= 0; at = next(rest, end, header)) {
      long found = sizeAt((int) (at - pieceAddress));
      unaccounted(rest, at);
      visitor.block(BlockUse.GLOBAL_HEAP, at, found, GlobalHeapCollection.STRUCTURE);
      rest = at + found;
    }
    unaccounted(rest, end);
  }

  private void unaccounted(long from, long to) {
    if (to > from) {
      visitor.block(BlockUse.UNACCOUNTED, from, to - from, "unaccounted space");
    }
  }

  /// Where the next collection is, whose header is in the piece then; negative if there is none.
  ///
  /// @param length how much is read first
  private long next(long from, long end, int length) {
    long at = from;
    int wanted = length;
    while (end - at >= header && holds(at, Math.min(wanted, end - at))) {
      int last = pieceLength - header;
      for (int i = (int) (at - pieceAddress); i <= last; i++) {
        if (startsAt(i) && fits(sizeAt(i), end - pieceAddress - i)) {
          return pieceAddress + i;
        }
      }
      at = pieceAddress + last + 1;
      wanted = pieceSize;
    }
    return -1;
  }

  /// Whether the header at an address can be looked at: in the piece that is there, or in the next.
  private boolean holds(long address, long length) {
    if (address >= pieceAddress && address - pieceAddress <= pieceLength - header) {
      return true;
    }
    if (left <= 0) {
      return false;
    }
    left -= Math.max(length, LEAST_COST);
    if (piece.length < length) {
      piece = new byte[pieceSize];
    }
    pieceAddress = address;
    pieceLength = 0;
    MemorySegment target = MemorySegment.ofArray(piece).asSlice(0, length);
    try {
      reader.readRawPart(address, target, GlobalHeapCollection.STRUCTURE);
    } catch (Hdf5Exception e) {
      return false; // Behind the end of what is stored.
    }
    pieceLength = (int) length;
    return true;
  }

  private boolean startsAt(int at) {
    for (int i = 0; i < START.length; i++) {
      if (piece[at + i] != START[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean fits(long size, long room) {
    return size >= header && size <= room;
  }

  /// Bytes of the collection whose header is in the piece; negative if no `long` holds them.
  private long sizeAt(int at) {
    long size = 0;
    for (int i = sizeOfLengths - 1; i >= 0; i--) {
      size = size << Byte.SIZE | piece[at + START.length + i] & 0xff;
    }
    return size;
  }
}
