package io.hyperslab.internal.format.header;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import java.util.Optional;

/// The version 1 object header prefix (`FMT4 IV.A.1.a`).
///
/// | bytes | field                                  |
/// |-------|----------------------------------------|
/// | 1     | Version, 1                             |
/// | 1     | Reserved                               |
/// | 2     | Total Number of Header Messages        |
/// | 4     | Object Reference Count                 |
/// | 4     | Object Header Size                     |
/// | 4     | Padding to a multiple of 8             |
///
/// *Notes.* The number of messages is not relied upon: libraries before 1.8 left it wrong after
/// merging empty messages, and libhdf5 reads what the blocks hold.
///
/// @param messageCount messages in all blocks, as stored
/// @param referenceCount hard links to the object
/// @param firstBlockSize bytes of messages behind this prefix
public record ObjectHeaderV1Prefix(int messageCount, long referenceCount, long firstBlockSize)
    implements ObjectHeaderPrefix {
  private static final int SIZE = 16;

  /// Decodes the prefix.
  public static ObjectHeaderV1Prefix decode(Cursor cursor) {
    cursor.version(1, 1);
    cursor.skip(1);
    int messageCount = cursor.u16();
    long referenceCount = cursor.u32();
    long firstBlockSize = cursor.u32();
    cursor.skip(4);
    return new ObjectHeaderV1Prefix(messageCount, referenceCount, firstBlockSize);
  }

  /// Passes over a prefix, which must be sound, and makes nothing of it.
  ///
  /// @return [#firstBlockSize()]
  static long pass(Cursor cursor) {
    cursor.version(1, 1);
    cursor.skip(1 + 2 + 4);
    long firstBlockSize = cursor.u32();
    cursor.skip(4);
    return firstBlockSize;
  }

  @Override
  public void encode(Encoder out) {
    out.u8(1).u8(0).u16(messageCount).u32(referenceCount).u32(firstBlockSize).zeros(4);
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public int size() {
    return SIZE;
  }

  @Override
  public int checksumSize() {
    return 0;
  }

  @Override
  public boolean tracksCreationOrder() {
    return false;
  }

  @Override
  public boolean indexesCreationOrder() {
    return false;
  }

  @Override
  public Optional<ObjectTimes> times() {
    return Optional.empty();
  }

  @Override
  public int maximumCompactAttributes() {
    return Integer.MAX_VALUE;
  }

  @Override
  public int minimumDenseAttributes() {
    return 0;
  }
}
