package io.hyperslab.internal.convert;

import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.StringType.Padding;
import io.hyperslab.internal.bytes.Text;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Java text to text of fixed size. Refused, unless cutting is asked for, is what would not be read
/// as the same text: one that is too long, or that ends with what it is padded with, or that has a
/// NUL where a NUL ends it.
///
/// @param type the datatype
/// @param context of the call
record FixedTextWriter(FixedString type, WriteContext context) implements ValueWriter {
  @Override
  public void put(Object value, MemorySegment to, long offset, long index) {
    String text = (String) value;
    byte[] bytes = TextBytes.of(text, type.characterSet(), context, index);
    boolean terminated = type.padding() == Padding.NULL_TERMINATED;
    int room = (int) Math.min(Integer.MAX_VALUE, terminated ? type.size() - 1 : type.size());
    int length = terminated ? TextBytes.untilNul(bytes) : bytes.length;
    byte pad = (byte) (type.padding() == Padding.SPACE_PADDED ? ' ' : 0);
    if (context.exact()) {
      boolean endsWithPad = length > 0 && bytes[length - 1] == pad;
      if (length < bytes.length || length > room || endsWithPad) {
        throw context.refused(index, found(text, bytes.length), expected(type));
      }
    }
    length = TextBytes.cut(bytes, Math.min(length, room));
    MemorySegment.copy(bytes, 0, to, ValueLayout.JAVA_BYTE, offset, length);
    to.asSlice(offset + length, type.size() - length).fill(pad);
  }

  /// What is said of a text that is refused.
  static String found(String text, long length) {
    return Text.quote(text) + " of " + length + " bytes";
  }

  /// The texts that are not refused.
  static String expected(FixedString type) {
    long room = type.padding() == Padding.NULL_TERMINATED ? type.size() - 1 : type.size();
    String end =
        switch (type.padding()) {
          case NULL_TERMINATED -> "no NUL";
          case NULL_PADDED -> "no NUL at its end";
          case SPACE_PADDED -> "no space at its end";
        };
    return "at most " + room + " bytes with " + end + " for " + type + ", or Conversion.CLIP";
  }
}
