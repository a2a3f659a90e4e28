package io.hyperslab.internal.metadata;

import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/// A file being written, by addresses relative to its base address.
///
/// While it holds what is not committed, at least 4096 zeros lie behind the last byte written: what
/// users write is never what the storage ends with, so it is never taken for a journal.
///
/// After a failure that leaves open what the medium holds, nothing is written any more. Belongs to
/// one thread.
final class WrittenFile {
  /// Bytes at a time when much is written.
  static final int PIECE = 1 << 20;

  private static final long TAIL = 4096;
  private static final long LEAST_GROWTH = 1 << 16;
  private static final long MOST_GROWTH = 1 << 24;
  private static final byte[] ZEROS = new byte[1 << 16];

  private final WritableStorage storage;
  private final Staging staging = new Staging();
  private final long base;

  /// The end of the file before this object wrote anything.
  private final long initialEnd;

  /// The storage's size less the base; unknown until something is written.
  private long size = -1;

  /// From here on everything is zero.
  private long zerosFrom;

  /// What was never written before that: zero since the storage grew over it.
  private final Ranges holes = new Ranges();

  private final Counters counters;

  private boolean failed;

  /// @param base position of address 0
  /// @param initialEnd the end of the file; what lies behind it is thrown away by the first write
  /// @param counters of what is done for the file
  WrittenFile(WritableStorage storage, long base, long initialEnd, Counters counters) {
    this.storage = storage;
    this.counters = counters;
    this.base = base;
    this.initialEnd = initialEnd;
    this.zerosFrom = initialEnd;
  }

  /// Whether anything was written.
  boolean isTouched() {
    return size >= 0;
  }

  /// Where the zeros at the end of the storage start.
  long zerosFrom() {
    return zerosFrom;
  }

  /// Where bytes are kept that are about to be written.
  Staging staging() {
    return staging;
  }

  /// Writes bytes anywhere; the storage grows before.
  void write(long address, MemorySegment bytes) throws IOException {
    long end = address + bytes.byteSize();
    touch();
    if (end + TAIL > size) {
      long growth = Math.clamp(size / 8, LEAST_GROWTH, MOST_GROWTH);
      resize(aligned(end) + TAIL + growth);
    }
    if (address > zerosFrom) {
      holes.add(zerosFrom, address);
    } else {
      holes.remove(address, end);
    }
    zerosFrom = Math.max(zerosFrom, end);
    put(address, bytes);
  }

  private void put(long address, MemorySegment bytes) throws IOException {
    storage.write(base + address, bytes);
    counters.add(Counters.Item.WRITES, 1);
    counters.add(Counters.Item.BYTES_WRITTEN, bytes.byteSize());
  }

  /// Makes a range zero.
  void writeZeros(long from, long to) throws IOException {
    touch();
    // What lies beyond is zero, or will be when the storage grows.
    Ranges written = new Ranges();
    holes.forEachGap(from, Math.min(to, zerosFrom), written::add);
    for (Map.Entry<Long, Long> range : written.byStart().entrySet()) {
      writeAllZeros(range.getKey(), range.getValue());
    }
  }

  private void writeAllZeros(long from, long end) throws IOException {
    for (long at = from; at < end; at += ZEROS.length) {
      MemorySegment zeros = MemorySegment.ofArray(ZEROS);
      put(at, zeros.asSlice(0, Math.min(ZEROS.length, end - at)));
    }
  }

  /// Writes an image, which may be stored somewhere else; the storage grows before.
  void write(long address, Image image) throws IOException {
    forEachPiece(image, (at, piece) -> write(address + at, piece));
  }

  /// Writes bytes that the storage has room for.
  void overwrite(long address, MemorySegment bytes) throws IOException {
    holes.remove(address, address + bytes.byteSize());
    put(address, bytes);
  }

  /// Writes an image that the storage has room for.
  void overwrite(long address, Image image) throws IOException {
    forEachPiece(image, (at, piece) -> overwrite(address + at, piece));
  }

  private void forEachPiece(Image image, StoredBytes.PieceVisitor visitor) throws IOException {
    switch (image.asBytes()) {
      case Image.Held held -> visitor.piece(0, MemorySegment.ofArray(held.bytes()));
      case Image.Stored stored -> stored().forEachPiece(stored.source(), stored.size(), visitor);
      case Image.Decoded decoded ->
          throw new IllegalStateException("not encoded: " + decoded.structure());
    }
  }

  /// Reads bytes as they are stored.
  StoredBytes stored() {
    return new StoredBytes(storage, base);
  }

  /// Throws away what lies behind the file, before anything else is written. A storage that ends
  /// there is left alone: to cut an empty file to nothing makes ext4 write all of it to the medium
  /// when it is closed.
  private void touch() throws IOException {
    if (size < 0 && storage.size() == base + initialEnd) {
      size = initialEnd;
    } else if (size < 0) {
      resize(initialEnd);
    }
  }

  /// The least position for a journal that starts at an address or behind it.
  long aligned(long address) {
    return FreeSpace.aligned(address, base, TAIL);
  }

  /// Makes a place behind the file for a journal, which must reach to its end exactly.
  void reserve(long journal, long length) throws IOException {
    touch();
    if (size > journal) {
      resize(journal);
    }
    resize(journal + length);
    zerosFrom = Math.max(zerosFrom, journal + length);
  }

  /// Cuts an incomplete journal off. If that fails too it is in the way, but harmless: the guard
  /// bit is off, so nobody looks for a journal. The failure that led here is the one to report.
  void dropJournal(long journal) {
    try {
      resize(journal);
      resize(journal + TAIL);
    } catch (IOException e) {
      size = Math.min(size, journal);
    }
  }

  /// Makes the storage reach to an address at least.
  void reach(long end) throws IOException {
    touch();
    if (size < end) {
      resize(end);
    }
  }

  /// Sets the end of the storage.
  void resize(long end) throws IOException {
    storage.truncate(base + end);
    size = end;
    zerosFrom = Math.min(zerosFrom, end);
    holes.remove(end, Long.MAX_VALUE);
  }

  /// Waits for the medium. If that fails, the file is not written any more: the system may have
  /// forgotten what it could not write, and say next time that all is well.
  void force() throws IOException {
    boolean done = false;
    try {
      storage.force();
      done = true;
    } finally {
      failed |= !done;
    }
  }

  /// Puts the file where it belongs.
  void publish(boolean force) throws IOException {
    storage.publish(force);
  }

  /// Refuses to be written from now on.
  void fail() {
    failed = true;
  }

  boolean hasFailed() {
    return failed;
  }

  /// @throws IllegalStateException if the file is not written any more
  void requireUsable() {
    if (failed) {
      throw new IllegalStateException(
          "a commit of "
              + storage.name()
              + " has failed half way: close the file and open it again, which completes or undoes"
              + " the commit");
    }
  }

  /// What was done.
  Counters counters() {
    return counters;
  }

  /// The storage's name.
  String name() {
    return storage.name();
  }
}
