package io.hyperslab.internal.metadata;

import io.hyperslab.error.Limits;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.format.superblock.Superblock;
import io.hyperslab.storage.AddressMap;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Finds the superblock of a file: at 0, or behind a user block of 512 bytes times a power of two
/// (`FMT4 II.A`).
public final class SuperblockLocator {
  private static final String STRUCTURE = "superblock";
  private static final byte[] SIGNATURE =
      Superblock.SIGNATURE.getBytes(StandardCharsets.ISO_8859_1);
  private static final int FIRST_WITH_FLAGS = 3;
  private static final int LAST_VERSION = 3;
  private static final long FIRST_USER_BLOCK = 512;

  private SuperblockLocator() {}

  /// A superblock and where it is.
  ///
  /// @param superblock as stored
  /// @param baseAddress its position in the storage. It counts as the file's base address whatever
  ///   the superblock says: files exist that got or lost a user block after they were written, and
  ///   libhdf5 reads them so
  /// @param size bytes of the storage
  /// @param mapped whether stored addresses differ from positions, so that the stored end of the
  ///   file says nothing about the storage's size
  /// @param guarded whether a commit of the file goes on, or was cut off: see [Recovery]
  public record Located(
      Superblock superblock, long baseAddress, long size, boolean mapped, boolean guarded) {
    /// The first address beyond the storage, relative to the base address.
    public long endOfFile() {
      return size - baseAddress;
    }

    /// The end of the file as stored, relative to where the superblock is.
    long storedEnd() {
      return superblock.endOfFileAddress() - superblock.baseAddress();
    }

    /// Whether a writer has the file open, or had when it died. Versions below 3 have the flags
    /// too, but no library minds them there.
    public boolean isMarked() {
      return superblock.version() >= FIRST_WITH_FLAGS && superblock.fileConsistencyFlags() != 0;
    }

    /// Refuses a file that a writer has open, or had when it died.
    ///
    /// @throws MalformedFileException if the consistency flags of a version 3 superblock are set
    public void requireClean() {
      if (isMarked()) {
        throw new MalformedFileException(
            STRUCTURE,
            0,
            "file consistency flags",
            "0x"
                + Integer.toHexString(superblock.fileConsistencyFlags())
                + ": a writer has the file open, or died",
            "0, unless unclean files are allowed");
      }
    }

    /// Whether a SWMR writer has the file open, or had when it died.
    public boolean hasSwmrWriter() {
      return superblock.version() >= FIRST_WITH_FLAGS
          && (superblock.fileConsistencyFlags() & Superblock.SWMR_WRITER) == Superblock.SWMR_WRITER;
    }

    /// Refuses a file that was cut short.
    ///
    /// @throws MalformedFileException if the storage ends before the file does
    public void requireWhole() {
      long stored = storedEnd();
      if (!mapped && stored > endOfFile()) {
        throw new MalformedFileException(
            STRUCTURE,
            0,
            "end of file address",
            "0x" + Long.toHexString(stored),
            "at most the file's size, 0x"
                + Long.toHexString(endOfFile())
                + ": the file is truncated");
      }
    }
  }

  /// The bytes of a superblock and where they are.
  ///
  /// @param position of the signature
  /// @param bytes from there on, more than the superblock has, without the guard bit
  /// @param guarded whether the guard bit was set
  record Place(long position, byte[] bytes, boolean guarded) {}

  /// Looks for the superblock and decodes it.
  ///
  /// @throws MalformedFileException if there is no signature, or no valid superblock behind it
  public static Located locate(Storage storage, Limits limits) throws IOException {
    return decode(storage, find(storage), limits);
  }

  /// Decodes a superblock that was found.
  static Located decode(Storage storage, Place place, Limits limits) throws IOException {
    return new Located(
        Superblock.decode(place.bytes(), 0, limits),
        place.position(),
        storage.size(),
        storage.addresses() != AddressMap.identity(),
        place.guarded());
  }

  /// Looks for the superblock.
  ///
  /// @throws MalformedFileException if there is no signature
  static Place find(Storage storage) throws IOException {
    long size = storage.size();
    long position = 0;
    while (position + SIGNATURE.length <= size) {
      byte[] bytes = read(storage, position, Math.min(Superblock.MAXIMUM_SIZE, size - position));
      if (startsWithSignature(bytes)) {
        return new Place(position, bytes, removeGuard(bytes));
      }
      position = position == 0 ? FIRST_USER_BLOCK : position * 2;
    }
    throw new MalformedFileException(
        STRUCTURE,
        0,
        "signature",
        "absent",
        "at byte 0, 512, 1024 or a further power of two: this is not an HDF5 file");
  }

  /// Whether the bit was set. A version that nobody knows stays as it is.
  private static boolean removeGuard(byte[] bytes) {
    int at = Superblock.VERSION_POSITION;
    boolean guarded =
        bytes.length > at
            && (bytes[at] & Superblock.GUARD) != 0
            && (bytes[at] & ~Superblock.GUARD & 0xff) <= LAST_VERSION;
    if (guarded) {
      bytes[at] = (byte) (bytes[at] & ~Superblock.GUARD);
    }
    return guarded;
  }

  private static boolean startsWithSignature(byte[] bytes) {
    return bytes.length >= SIGNATURE.length
        && Arrays.equals(bytes, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
  }

  private static byte[] read(Storage storage, long position, long length) throws IOException {
    byte[] bytes = new byte[(int) length];
    MemorySegment target = MemorySegment.ofArray(bytes);
    long done = 0;
    while (done < length) {
      long count = storage.read(position + done, target.asSlice(done));
      if (count <= 0) {
        return Arrays.copyOf(bytes, (int) done);
      }
      done += count;
    }
    return bytes;
  }
}
