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
  @Override
  public void put(Object value, MemorySegment to, long offset, long index) {
    String text = (String) value;
    byte[] bytes = TextBytes.of(text, type.characterSet(), context, index);
    int length = TextBytes.untilNul(bytes);
    if (length < bytes.length) {
      if (context.exact()) {
        throw context.refused(
            index, Text.quote(text), "text without NUL characters, or Conversion.CLIP");
      }
      bytes = Arrays.copyOf(bytes, length);
    }
    context.heap().put(bytes, bytes.length, to, offset);
  }
}
