package io.hyperslab.internal.format.header;

import io.hyperslab.internal.bytes.Cursor;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;

/// The messages of one block of an object header, but for those of type NIL, which are empty space.
/// All have been found to lie in the block; one is made of its bytes each time it is asked for,
/// since most never are. Not to be changed, and safe for use by any number of threads.
public final class BlockMessages extends AbstractList<RawMessage> implements RandomAccess {
  private static final int FIRST_ROOM = 10;
  private static final int NIL = 0;

  private final Cursor block;
  private final int headerVersion;
  private final boolean creationOrderTracked;

  /// Where each message is in the block.
  private int[] positions = new int[FIRST_ROOM];

  private int size;
  private int nilCount;
  private long types;
  private boolean mustBeKnown;

  private BlockMessages(Cursor block, int headerVersion, boolean creationOrderTracked) {
    this.block = block;
    this.headerVersion = headerVersion;
    this.creationOrderTracked = creationOrderTracked;
  }

  /// Finds the messages of a block, which may end in a gap smaller than a message's prefix.
  ///
  /// @param block the part of a block that holds messages; moved to where they end
  /// @param headerVersion the version of the object header
  /// @param creationOrderTracked whether the header's messages hold a creation order
  /// @param most how many messages are let through, those of type NIL included
  /// @throws io.hyperslab.error.MalformedFileException if one is not sound, or reaches out of the
  ///   block
  public static BlockMessages decode(
      Cursor block, int headerVersion, boolean creationOrderTracked, int most) {
    BlockMessages messages = new BlockMessages(block, headerVersion, creationOrderTracked);
    int prefixSize = RawMessage.prefixSize(headerVersion, creationOrderTracked);
    for (int count = 0; block.remaining() >= prefixSize; count++) {
      if (count >= most) {
        throw RawMessage.tooMany(block, count, most);
      }
      int position = block.position();
      messages.add(position, RawMessage.pass(block, headerVersion, prefixSize));
    }
    return messages;
  }

  /// @param passed as [RawMessage#pass] returns it
  private void add(int position, int passed) {
    int type = RawMessage.passedType(passed);
    mustBeKnown |= RawMessage.passedFailsIfUnknown(passed);
    if (type == NIL) {
      nilCount++;
      return;
    }
    if (size == positions.length) {
      positions = Arrays.copyOf(positions, 2 * size);
    }
    positions[size] = position;
    types |= 1L << Math.min(type, RawMessage.OTHER);
    size++;
  }

  @Override
  public RawMessage get(int index) {
    return RawMessage.decode(block.from(position(index)), headerVersion, creationOrderTracked);
  }

  /// The type of a message.
  public int type(int index) {
    int position = position(index);
    return headerVersion == 1 ? block.u16(position) : block.u8(position);
  }

  /// Bytes of a message's data.
  public int bodySize(int index) {
    return block.u16(position(index) + (headerVersion == 1 ? 2 : 1));
  }

  private int position(int index) {
    if (index >= size) {
      throw new IndexOutOfBoundsException(index);
    }
    return positions[index];
  }

  @Override
  public int size() {
    return size;
  }

  /// How many messages of type NIL there are besides.
  public int nilCount() {
    return nilCount;
  }

  /// The types that there are messages of: bit `n` is set if there is one of type `n`, and
  /// [RawMessage#OTHER] if there is one of a type above 62.
  public long types() {
    return types;
  }

  /// Whether one of them, NIL or not, says that a library which does not know its type must not
  /// open the object.
  public boolean anyFailsIfUnknown() {
    return mustBeKnown;
  }
}
