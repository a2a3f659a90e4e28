package io.hyperslab.internal.format.header;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import java.util.Optional;

/// The version 2 object header prefix (`FMT4 IV.A.1.b`).
///
/// | bytes      | field                                                             |
/// |------------|-------------------------------------------------------------------|
/// | 4          | Signature, `OHDR`                                                 |
/// | 1          | Version, 2                                                        |
/// | 1          | Flags                                                             |
/// | 16         | four times; flag bit 5                                            |
/// | 2          | Maximum # of compact attributes; flag bit 4                       |
/// | 2          | Minimum # of dense attributes; flag bit 4                         |
/// | 1, 2, 4, 8 | Size of Chunk #0; width in flag bits 0 and 1                      |
///
/// @param flags bit 2: creation order tracked, bit 3: and indexed
/// @param times the object's times, if kept
/// @param maximumCompactAttributes attributes kept in the header at most
/// @param minimumDenseAttributes attributes kept in dense storage at least
/// @param firstBlockSize bytes of messages behind this prefix
/// @param size bytes of this prefix
public record ObjectHeaderV2Prefix(
    int flags,
    Optional<ObjectTimes> times,
    int maximumCompactAttributes,
    int minimumDenseAttributes,
    long firstBlockSize,
    int size)
    implements ObjectHeaderPrefix {
  /// The most compact attributes where the prefix does not say.
  public static final int DEFAULT_MAXIMUM_COMPACT = 8;

  /// The fewest dense attributes where the prefix does not say.
  public static final int DEFAULT_MINIMUM_DENSE = 6;

  static final String SIGNATURE = "OHDR";
  static final int CHECKSUM_SIZE = 4;

  /// Where the flags stand.
  private static final int FLAGS = 5;

  /// Bytes of signature, version and flags.
  private static final int FIXED_SIZE = 6;

  private static final int SIZE_WIDTH_MASK = 0x03;
  private static final int CREATION_ORDER_TRACKED = 0x04;
  private static final int CREATION_ORDER_INDEXED = 0x08;
  private static final int PHASE_CHANGE_STORED = 0x10;
  private static final int TIMES_STORED = 0x20;
  private static final int KNOWN_FLAGS = 0x3f;

  /// Decodes the prefix.
  public static ObjectHeaderV2Prefix decode(Cursor cursor) {
    int start = cursor.position();
    long firstBlockSize = pass(cursor);
    int size = cursor.position() - start;
    cursor.seek(start + FLAGS);
    int flags = cursor.u8();
    Optional<ObjectTimes> times =
        (flags & TIMES_STORED) != 0 ? Optional.of(ObjectTimes.decode(cursor)) : Optional.empty();
    boolean phases = (flags & PHASE_CHANGE_STORED) != 0;
    int maximumCompact = phases ? cursor.u16() : DEFAULT_MAXIMUM_COMPACT;
    int minimumDense = phases ? cursor.u16() : DEFAULT_MINIMUM_DENSE;
    cursor.seek(start + size);
    return new ObjectHeaderV2Prefix(
        flags, times, maximumCompact, minimumDense, firstBlockSize, size);
  }

  /// Passes over a prefix, which must be sound, and makes nothing of it.
  ///
  /// @return [#firstBlockSize()]
  static long pass(Cursor cursor) {
    cursor.signature(SIGNATURE);
    cursor.version(2, 2);
    int flags = cursor.u8();
    if ((flags & ~KNOWN_FLAGS) != 0) {
      throw cursor.malformed("Flags", "0x" + Integer.toHexString(flags), "bits 6 and 7 zero");
    }
    if ((flags & TIMES_STORED) != 0) {
      cursor.skip(ObjectTimes.SIZE);
    }
    if ((flags & PHASE_CHANGE_STORED) != 0) {
      int maximumCompact = cursor.u16();
      int minimumDense = cursor.u16();
      if (maximumCompact < minimumDense) {
        throw cursor.malformed(
            "Minimum # of dense attributes", minimumDense, "at most " + maximumCompact);
      }
    }
    return cursor.unsigned(1 << (flags & SIZE_WIDTH_MASK), "Size of Chunk #0");
  }

  /// Whether a header says so that begins where the cursor's structure does.
  static boolean tracksCreationOrder(Cursor header) {
    return (header.u8(FLAGS) & CREATION_ORDER_TRACKED) != 0;
  }

  /// The prefix of a new header, which stores what is not the default.
  ///
  /// @param times the object's times, if the header is to keep them
  public static ObjectHeaderV2Prefix of(
      boolean tracksCreationOrder,
      boolean indexesCreationOrder,
      Optional<ObjectTimes> times,
      int maximumCompactAttributes,
      int minimumDenseAttributes,
      long firstBlockSize) {
    int widthCode = widthCode(firstBlockSize);
    boolean defaultPhases =
        maximumCompactAttributes == DEFAULT_MAXIMUM_COMPACT
            && minimumDenseAttributes == DEFAULT_MINIMUM_DENSE;
    int flags =
        widthCode
            | (tracksCreationOrder ? CREATION_ORDER_TRACKED : 0)
            | (indexesCreationOrder ? CREATION_ORDER_INDEXED : 0)
            | (defaultPhases ? 0 : PHASE_CHANGE_STORED)
            | (times.isPresent() ? TIMES_STORED : 0);
    int size =
        FIXED_SIZE
            + (times.isPresent() ? ObjectTimes.SIZE : 0)
            + (defaultPhases ? 0 : 4)
            + (1 << widthCode);
    return new ObjectHeaderV2Prefix(
        flags, times, maximumCompactAttributes, minimumDenseAttributes, firstBlockSize, size);
  }

  private static int widthCode(long size) {
    return size > 0xffff_ffffL ? 3 : size > 0xffff ? 2 : size > 0xff ? 1 : 0;
  }

  /// Whether the prefix can tell a first block of so many bytes.
  public boolean hasRoomFor(long blockSize) {
    return widthCode(blockSize) <= (flags & SIZE_WIDTH_MASK);
  }

  /// The same with a first block of another size, which it has room for.
  public ObjectHeaderV2Prefix withFirstBlockSize(long newSize) {
    return new ObjectHeaderV2Prefix(
        flags, times, maximumCompactAttributes, minimumDenseAttributes, newSize, size);
  }

  /// The same with other times, which it must keep already.
  ///
  /// @throws IllegalStateException if it keeps none
  public ObjectHeaderV2Prefix withTimes(ObjectTimes newTimes) {
    if (times.isEmpty()) {
      throw new IllegalStateException("the object header keeps no times");
    }
    return new ObjectHeaderV2Prefix(
        flags,
        Optional.of(newTimes),
        maximumCompactAttributes,
        minimumDenseAttributes,
        firstBlockSize,
        size);
  }

  @Override
  public void encode(Encoder out) {
    out.signature(SIGNATURE).u8(2).u8(flags);
    times.ifPresent(kept -> kept.encode(out));
    if ((flags & PHASE_CHANGE_STORED) != 0) {
      out.u16(maximumCompactAttributes).u16(minimumDenseAttributes);
    }
    out.unsigned(firstBlockSize, 1 << (flags & SIZE_WIDTH_MASK));
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public int checksumSize() {
    return CHECKSUM_SIZE;
  }

  @Override
  public long referenceCount() {
    return 1;
  }

  @Override
  public boolean tracksCreationOrder() {
    return (flags & CREATION_ORDER_TRACKED) != 0;
  }

  @Override
  public boolean indexesCreationOrder() {
    return (flags & CREATION_ORDER_INDEXED) != 0;
  }
}
