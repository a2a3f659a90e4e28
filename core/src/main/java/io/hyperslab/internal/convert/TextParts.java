package io.hyperslab.internal.convert;

import io.hyperslab.array.IndirectData;
import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.StringType;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.number.HeapRoom;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Texts of many elements, taken part by part; several threads may take different parts.
public final class TextParts {
  /// A text of fixed size is in memory more than once while it is decoded.
  private static final long LONGEST_TEXT = Integer.MAX_VALUE / 4;

  private final NdArray elements;
  private final MemorySegment raw;
  private final StringType type;
  private final HeapRoom room;

  /// @param elements texts; their data of variable length may be asked for by any thread
  /// @param room that what is made of them takes
  public TextParts(NdArray elements, HeapRoom room) {
    this.elements = elements;
    this.raw = elements.segment();
    this.type = (StringType) elements.datatype();
    this.room = room;
  }

  /// Whether elements of that datatype are texts.
  public static boolean areTexts(Datatype type) {
    return type instanceof StringType;
  }

  /// How many texts there are.
  public int length() {
    return elements.arrayLength();
  }

  /// Decodes some texts to an array for all.
  ///
  /// @param place of the first of them in it
  public void decode(int from, int to, String[] out, int place) {
    TextRoom taken = new TextRoom(room, HeapRoom.TEXT);
    TextStrings strings = new TextStrings(out, place, taken);
    if (type instanceof FixedString fixed) {
      visitFixed(fixed, from, to, strings::add);
    } else {
      visitVariable(from, to, strings);
    }
    taken.settle();
  }

  /// The bytes of some texts, one after the other.
  ///
  /// @param offsets of all texts, which have their room already; see [TextBlock]
  /// @param place of the first of them among all
  public TextBlock pack(int from, int to, int[] offsets, int place) {
    TextRoom taken = new TextRoom(room, 0);
    TextBlock block = new TextBlock(offsets, place, to - from, taken);
    if (type instanceof FixedString fixed) {
      visitFixed(fixed, from, to, block::add);
    } else {
      visitVariable(from, to, block);
    }
    taken.settle();
    return block;
  }

  private void visitVariable(int from, int to, IndirectData.Texts texts) {
    long size = type.size();
    elements.indirectData().texts(raw.asSlice(from * size), size, to - (long) from, texts);
  }

  /// Takes one text of fixed size.
  @FunctionalInterface
  private interface Taker {
    /// @param length of the text, without padding or terminator
    void take(byte[] bytes, int offset, int length);
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
}
