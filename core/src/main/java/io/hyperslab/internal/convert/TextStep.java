package io.hyperslab.internal.convert;

import io.hyperslab.array.IndirectData;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.StringType.Padding;
import io.hyperslab.datatype.VariableString;
import io.hyperslab.error.DatatypeMismatchException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Conversions between text of fixed size and text of variable length.
final class TextStep {
  private TextStep() {}

  /// The refusal of a text that would be cut.
  ///
  /// @param index the element's
  /// @param length in bytes
  /// @param room for how many there is room
  static DatatypeMismatchException tooLong(long index, long length, long room, FixedString target) {
    return new DatatypeMismatchException(
        null,
        -1,
        "length of the text of element " + index,
        length + " bytes",
        "at most " + room + " bytes for " + target + ", or Conversion.CLIP");
  }

  /// Text of variable length to a fixed size; what is too long is cut between two characters.
  ///
  /// @param source its form before
  /// @param target its form after
  /// @param indirect where the texts lie
  /// @param exact whether a text that would be cut is refused
  record ToFixed(VariableString source, FixedString target, IndirectData indirect, boolean exact)
      implements ConversionStep {
    @Override
    public void run(
        MemorySegment from,
        long fromOffset,
        long fromStride,
        MemorySegment to,
        long toOffset,
        long toStride,
        long count) {
      byte pad = (byte) (target.padding() == Padding.SPACE_PADDED ? ' ' : 0);
      long room = target.size() - (target.padding() == Padding.NULL_TERMINATED ? 1 : 0);
      for (long i = 0; i < count; i++) {
        MemorySegment element = from.asSlice(fromOffset + i * fromStride, source.size());
        byte[] text = ByteTexts.variable(element, indirect);
        if (exact && text.length > room) {
          throw tooLong(i, text.length, room, target);
        }
        int length = TextBytes.cut(text, (int) Math.min(room, text.length));
        long out = toOffset + i * toStride;
        MemorySegment.copy(text, 0, to, ValueLayout.JAVA_BYTE, out, length);
        to.asSlice(out + length, target.size() - length).fill(pad);
      }
    }
  }

  /// Text of fixed size to variable length.
  ///
  /// @param source its form before
  /// @param target its form after
  /// @param into where the texts go
  record ToVariable(FixedString source, VariableString target, HeapSink into)
      implements ConversionStep {
    @Override
    public void run(
        MemorySegment from,
        long fromOffset,
        long fromStride,
        MemorySegment to,
        long toOffset,
        long toStride,
        long count) {
      for (long i = 0; i < count; i++) {
        long start = fromOffset + i * fromStride;
        byte[] text =
            from.asSlice(start, FixedText.textLength(source, from, start))
                .toArray(ValueLayout.JAVA_BYTE);
        into.put(text, text.length, to, toOffset + i * toStride);
      }
    }
  }
}
