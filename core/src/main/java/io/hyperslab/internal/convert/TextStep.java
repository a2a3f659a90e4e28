package io.hyperslab.internal.convert;

import io.hyperslab.array.IndirectData;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.VariableString;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Conversions of text, of fixed size and of variable length.
final class TextStep {
  private TextStep() {}

  /// Text of fixed size to another one.
  ///
  /// @param source its form before
  /// @param target its form after
  /// @param rules of what is lost
  record FixedToFixed(FixedString source, FixedString target, TextRules rules)
      implements ConversionStep.OneByOne {
    @Override
    public void convert(MemorySegment element, MemorySegment to, long out, long i) {
      rules.put(rules.kept(rules.text(element), i), to.asSlice(out, target.size()));
    }
  }

  /// Text of variable length to a fixed size.
  ///
  /// @param source its form before
  /// @param target its form after
  /// @param rules of what is lost
  /// @param indirect where the texts lie
  record ToFixed(VariableString source, FixedString target, TextRules rules, IndirectData indirect)
      implements ConversionStep.OneByOne {
    @Override
    public void convert(MemorySegment element, MemorySegment to, long out, long i) {
      MemorySegment text = MemorySegment.ofArray(ByteTexts.variable(element, indirect));
      rules.put(rules.kept(text, i), to.asSlice(out, target.size()));
    }
  }

  /// Text of fixed size to variable length.
  ///
  /// @param source its form before
  /// @param rules of what is lost
  /// @param into where the texts go
  record ToVariable(FixedString source, TextRules rules, HeapSink into)
      implements ConversionStep.OneByOne {
    @Override
    public void convert(MemorySegment element, MemorySegment to, long out, long i) {
      byte[] text = rules.kept(rules.text(element), i).toArray(ValueLayout.JAVA_BYTE);
      into.put(text, text.length, to, out);
    }
  }

  /// The bytes of one text of variable length, which must be ASCII, to others.
  ///
  /// @param rules that say so
  record ToAscii(TextRules rules) implements ConversionStep {
    @Override
    public void run(
        MemorySegment from,
        long fromOffset,
        long fromStride,
        MemorySegment to,
        long toOffset,
        long toStride,
        long count) {
      rules.requireAscii(TextRules.untilNul(from.asSlice(fromOffset, count)), -1);
      MemorySegment.copy(from, fromOffset, to, toOffset, count);
    }
  }
}
