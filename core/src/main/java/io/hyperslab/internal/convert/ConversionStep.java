package io.hyperslab.internal.convert;

import io.hyperslab.array.IndirectData;
import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.internal.number.NumberConversion;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// One conversion in a [RawConverter]'s plan, run over elements that lie a stride apart: so the
/// members of many compounds are converted in one go each.
sealed interface ConversionStep
    permits ConversionStep.Copy,
        ConversionStep.Numbers,
        ConversionStep.Elements,
        ConversionStep.Members,
        ConversionStep.OneByOne,
        TextStep.ToAscii {
  /// Converts `count` elements.
  void run(
      MemorySegment from,
      long fromOffset,
      long fromStride,
      MemorySegment to,
      long toOffset,
      long toStride,
      long count);

  /// Copies the bytes.
  ///
  /// @param size of one element
  record Copy(long size) implements ConversionStep {
    @Override
    public void run(
        MemorySegment from,
        long fromOffset,
        long fromStride,
        MemorySegment to,
        long toOffset,
        long toStride,
        long count) {
      if (fromStride == size && toStride == size) {
        MemorySegment.copy(from, fromOffset, to, toOffset, size * count);
        return;
      }
      for (long i = 0; i < count; i++) {
        MemorySegment.copy(from, fromOffset + i * fromStride, to, toOffset + i * toStride, size);
      }
    }
  }

  /// Converts numbers.
  ///
  /// @param conversion from which to which
  record Numbers(NumberConversion conversion) implements ConversionStep {
    @Override
    public void run(
        MemorySegment from,
        long fromOffset,
        long fromStride,
        MemorySegment to,
        long toOffset,
        long toStride,
        long count) {
      conversion.run(from, fromOffset, fromStride, to, toOffset, toStride, count);
    }
  }

  /// Converts the elements of arrays.
  ///
  /// @param length elements of one array
  /// @param each converts one of them
  /// @param fromSize bytes of one before
  /// @param toSize bytes of one after
  record Elements(long length, ConversionStep each, long fromSize, long toSize)
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
      if (fromStride == length * fromSize && toStride == length * toSize) {
        each.run(from, fromOffset, fromSize, to, toOffset, toSize, length * count);
        return;
      }
      for (long i = 0; i < count; i++) {
        each.run(
            from,
            fromOffset + i * fromStride,
            fromSize,
            to,
            toOffset + i * toStride,
            toSize,
            length);
      }
    }
  }

  /// One member of compounds.
  ///
  /// @param fromOffset where it is in the compound before
  /// @param toOffset where it is after
  /// @param step converts it
  record Member(long fromOffset, long toOffset, ConversionStep step) {}

  /// Converts compounds member by member; other bytes of the target stay as they are.
  ///
  /// @param members those that both have
  record Members(List<Member> members) implements ConversionStep {
    @Override
    public void run(
        MemorySegment from,
        long fromOffset,
        long fromStride,
        MemorySegment to,
        long toOffset,
        long toStride,
        long count) {
      for (Member member : members) {
        member.step.run(
            from,
            fromOffset + member.fromOffset,
            fromStride,
            to,
            toOffset + member.toOffset,
            toStride,
            count);
      }
    }
  }

  /// Converts elements one by one.
  sealed interface OneByOne extends ConversionStep
      permits Sequences, TextStep.FixedToFixed, TextStep.ToFixed, TextStep.ToVariable {
    /// Their datatype before.
    Datatype source();

    /// Converts one of them.
    ///
    /// @param element before
    /// @param to holds it afterwards, at `out`
    /// @param i how many came before it
    void convert(MemorySegment element, MemorySegment to, long out, long i);

    @Override
    default void run(
        MemorySegment from,
        long fromOffset,
        long fromStride,
        MemorySegment to,
        long toOffset,
        long toStride,
        long count) {
      long size = source().size();
      for (long i = 0; i < count; i++) {
        convert(from.asSlice(fromOffset + i * fromStride, size), to, toOffset + i * toStride, i);
      }
    }
  }

  /// Copies sequences of variable length to where the target keeps them.
  ///
  /// @param source the datatype before; of text the sequence of its bytes
  /// @param target the datatype after
  /// @param each converts the elements of a sequence; [Copy] for those without data of their own
  /// @param indirect where the sequences lie
  /// @param into where they go
  /// @param keepEmpty whether an empty one that is not null stays so, as texts do
  record Sequences(
      VariableLength source,
      VariableLength target,
      ConversionStep each,
      IndirectData indirect,
      HeapSink into,
      boolean keepEmpty)
      implements OneByOne {
    @Override
    public void convert(MemorySegment element, MemorySegment to, long out, long i) {
      NdArray descriptor = NdArray.of(element, source, new long[0], indirect);
      if (descriptor.isNullSequence()) {
        to.asSlice(out, target.size()).fill((byte) 0);
      } else {
        copy(descriptor.sequence(), to, out);
      }
    }

    private void copy(NdArray sequence, MemorySegment to, long out) {
      long bytes = sequence.size() * sequence.datatype().size();
      long length = bytes / source.base().size();
      if (length == 0 && !keepEmpty) {
        to.asSlice(out, target.size()).fill((byte) 0);
        return;
      }
      MemorySegment elements = SequenceWriter.room(length, target.base());
      each.run(
          sequence.segment(), 0, source.base().size(), elements, 0, target.base().size(), length);
      into.put(SequenceWriter.bytes(elements), length, to, out);
    }
  }
}
