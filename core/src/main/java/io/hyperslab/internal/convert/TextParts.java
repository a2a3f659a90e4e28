package io.hyperslab.internal.convert;

import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.StringType;
import io.hyperslab.datatype.VariableString;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.number.HeapRoom;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Texts of many elements, taken part by part; several threads may take different parts.
public final class TextParts {
  /// What a text takes on the heap besides its characters, roughly.
  private static final int TEXT_SIZE = 56;

  /// Bytes of texts after which the room is looked at.
  private static final long STEP = 1 << 16;

  /// How often packed bytes are in memory while a block grows, or is joined with others.
  private static final long COPIES = 3;

  /// A text of fixed size is in memory more than once while it is decoded.
  private static final long LONGEST_TEXT = Integer.MAX_VALUE / 4;

  private final NdArray elements;
  private final MemorySegment raw;
  private final StringType type;
  private final HeapRoom room;

  /// @param elements texts; their data of variable length may be asked for by any thread
  public TextParts(NdArray elements) {
    this.elements = elements;
    this.raw = elements.segment();
    this.type = (StringType) elements.datatype();
    this.room = HeapRoom.beside(raw);
  }

  /// Whether elements of that datatype are texts.
  public static boolean areTexts(Datatype type) {
    return type instanceof StringType;
  }

  /// How many texts there are.
  public int length() {
    return elements.arrayLength();
  }

  /// Takes one text.
  @FunctionalInterface
  private interface Taker {
    /// @param length of the text, without padding or terminator
    void take(byte[] bytes, int offset, int length);
  }

  /// Decodes some texts to their places in an array for all.
  public void decode(int from, int to, String[] out) {
    Room taken = new Room(TEXT_SIZE);
    int[] next = {from};
    visit(
        from,
        to,
        (bytes, offset, length) -> {
          taken.take(length);
          out[next[0]++] = Text.decode(bytes, offset, length);
        });
    taken.settle();
  }

  /// The bytes of some texts, one after the other.
  public TextBlock pack(int from, int to) {
    Room taken = new Room(Integer.BYTES);
    TextBlock block = new TextBlock(to - from);
    visit(
        from,
        to,
        (bytes, offset, length) -> {
          taken.take(COPIES * length);
          block.add(bytes, offset, length);
        });
    taken.settle();
    return block;
  }

  private void visit(int from, int to, Taker taker) {
    if (type instanceof VariableString) {
      // libhdf5 hands such texts out as C strings: the first NUL ends them, whatever was stored.
      elements
          .indirectData()
          .texts(
              raw.asSlice(from * type.size()),
              type.size(),
              to - (long) from,
              (bytes, offset, length) ->
                  taker.take(bytes, offset, Text.lengthUntilNul(bytes, offset, length)));
    } else {
      visitFixed((FixedString) type, from, to, taker);
    }
  }

  private void visitFixed(FixedString fixed, int from, int to, Taker taker) {
    if (fixed.size() > LONGEST_TEXT) {
      throw new LimitExceededException(
          "datatype",
          -1,
          "size of a text",
          fixed.size() + " bytes",
          "at most " + LONGEST_TEXT + " bytes");
    }
    byte[] bytes = new byte[(int) fixed.size()];
    for (int i = from; i < to; i++) {
      MemorySegment.copy(raw, ValueLayout.JAVA_BYTE, i * fixed.size(), bytes, 0, bytes.length);
      taker.take(bytes, 0, length(bytes, fixed.padding()));
    }
  }

  private static int length(byte[] bytes, StringType.Padding padding) {
    if (padding == StringType.Padding.NULL_TERMINATED) {
      return Text.lengthUntilNul(bytes, 0, bytes.length);
    }
    byte pad = (byte) (padding == StringType.Padding.SPACE_PADDED ? ' ' : 0);
    int length = bytes.length;
    while (length > 0 && bytes[length - 1] == pad) {
      length--;
    }
    return length;
  }

  /// What one part takes of the room that all share, which is asked for it in large steps.
  private final class Room {
    private final int each;
    private long owed;

    private Room(int each) {
      this.each = each;
    }

    private void take(long length) {
      owed += each + length;
      if (owed >= STEP) {
        settle();
      }
    }

    private void settle() {
      room.take(1, owed);
      owed = 0;
    }
  }
}
