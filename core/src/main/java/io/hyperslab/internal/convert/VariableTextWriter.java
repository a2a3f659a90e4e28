package io.hyperslab.internal.convert;

import io.hyperslab.datatype.VariableString;
import io.hyperslab.internal.bytes.Text;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Java text to text of variable length. A NUL in it would end it for all other software, so it is
/// refused unless cutting is asked for.
///
/// @param type the datatype
/// @param context of the call
record VariableTextWriter(VariableString type, WriteContext context) implements ValueWriter {
  /// The texts that are not refused.
  static final String EXPECTED = "text without NUL characters, or Conversion.CLIP";

  @Override
  public void put(Object value, MemorySegment to, long offset, long index) {
    byte[] bytes = TextBytes.of((String) value, type.characterSet(), context, index);
    int length = length(bytes, (String) value, index);
    byte[] text = length < bytes.length ? Arrays.copyOf(bytes, length) : bytes;
    context.heap().put(text, length, to, offset);
  }

  /// The bytes of a text that are stored.
  private int length(byte[] bytes, String text, long index) {
    int length = Text.lengthUntilNul(bytes, 0, bytes.length);
    if (length < bytes.length && context.exact()) {
      throw context.refused(index, Text.quote(text), EXPECTED);
    }
    return length;
  }

  /// Stores the first of many texts, as many as several threads can prepare.
  ///
  /// @return how many; those behind them are to be stored one by one
  int putFirst(Object[] values, MemorySegment to, long offset) {
    return values.length < TextBatches.LEAST
        ? 0
        : new TextBatches(type, context).put(values, to, offset);
  }
}
