package io.hyperslab.internal.format.header;

import io.hyperslab.internal.bytes.Cursor;
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
  static final String SIGNATURE = "OHDR";

  private static final int SIZE_WIDTH_MASK = 0x03;
  private static final int CREATION_ORDER_TRACKED = 0x04;
  private static final int CREATION_ORDER_INDEXED = 0x08;
  private static final int PHASE_CHANGE_STORED = 0x10;
  private static final int TIMES_STORED = 0x20;
  private static final int KNOWN_FLAGS = 0x3f;
  private static final int DEFAULT_MAXIMUM_COMPACT = 8;
  private static final int DEFAULT_MINIMUM_DENSE = 6;

  /// Decodes the prefix.
  public static ObjectHeaderV2Prefix decode(Cursor cursor) {
    int start = cursor.position();
    cursor.signature(SIGNATURE);
    cursor.version(2, 2);
    int flags = cursor.u8();
    if ((flags & ~KNOWN_FLAGS) != 0) {
      throw cursor.malformed("Flags", "0x" + Integer.toHexString(flags), "bits 6 and 7 zero");
    }
    Optional<ObjectTimes> times =
        (flags & TIMES_STORED) != 0 ? Optional.of(ObjectTimes.decode(cursor)) : Optional.empty();
    int maximumCompact = DEFAULT_MAXIMUM_COMPACT;
    int minimumDense = DEFAULT_MINIMUM_DENSE;
    if ((flags & PHASE_CHANGE_STORED) != 0) {
      maximumCompact = cursor.u16();
      minimumDense = cursor.u16();
      if (maximumCompact < minimumDense) {
        throw cursor.malformed(
            "Minimum # of dense attributes", minimumDense, "at most " + maximumCompact);
      }
    }
    long firstBlockSize = cursor.unsigned(1 << (flags & SIZE_WIDTH_MASK), "Size of Chunk #0");
    return new ObjectHeaderV2Prefix(
        flags, times, maximumCompact, minimumDense, firstBlockSize, cursor.position() - start);
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public int checksumSize() {
    return 4;
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
