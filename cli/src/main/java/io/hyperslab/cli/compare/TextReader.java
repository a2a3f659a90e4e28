package io.hyperslab.cli.compare;

import io.hyperslab.array.IndirectData;
import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.StringType;
import io.hyperslab.datatype.StringType.Padding;
import io.hyperslab.datatype.VariableLength;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Reads texts as libhdf5 does when both of a pair are read into the larger one's datatype.
final class TextReader {
  private TextReader() {}

  /// A text.
  ///
  /// @param type its datatype
  /// @param target the datatype that it is read into
  static Text text(
      StringType type, StringType target, MemorySegment bytes, long offset, IndirectData indirect) {
    if (type instanceof FixedString fixed && target instanceof FixedString into) {
      byte[] stored = bytes.asSlice(offset, fixed.size()).toArray(ValueLayout.JAVA_BYTE);
      byte[] image = fixed.size() == into.size() ? stored : converted(stored, fixed, into);
      int length =
          into.padding() == Padding.NULL_TERMINATED ? lengthBeforeNul(image) : image.length;
      return new Text(image, length, false);
    }
    byte[] stored =
        NdArray.of(
                bytes.asSlice(offset, type.size()),
                new VariableLength(type.size(), FixedPoint.UINT8),
                new long[0],
                indirect)
            .sequence()
            .segment()
            .toArray(ValueLayout.JAVA_BYTE);
    return new Text(stored, lengthBeforeNul(stored), stored.length == 0);
  }

  private static byte[] converted(byte[] stored, FixedString type, FixedString into) {
    int length =
        switch (type.padding()) {
          case NULL_TERMINATED -> lengthBeforeNul(stored);
          case NULL_PADDED -> lengthWithout(stored, (byte) 0);
          case SPACE_PADDED -> lengthWithout(stored, (byte) ' ');
        };
    byte[] image = Arrays.copyOf(Arrays.copyOf(stored, length), Math.toIntExact(into.size()));
    if (into.padding() == Padding.SPACE_PADDED && length < image.length) {
      Arrays.fill(image, length, image.length, (byte) ' ');
    }
    return image;
  }

  private static int lengthBeforeNul(byte[] text) {
    int length = 0;
    while (length < text.length && text[length] != 0) {
      length++;
    }
    return length;
  }

  private static int lengthWithout(byte[] text, byte padding) {
    int length = text.length;
    while (length > 0 && text[length - 1] == padding) {
      length--;
    }
    return length;
  }
}
