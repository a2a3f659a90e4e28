package io.hyperslab.cli.digest;

import io.hyperslab.array.IndirectData;
import io.hyperslab.array.NdArray;
import io.hyperslab.cli.libhdf5.MemoryForm;
import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Complex;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.NumericType;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.Time;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.datatype.VariableString;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Turns stored elements into their canonical stream: numbers in little-endian order, members in
/// stored order without gaps, sequences with their length in front, references as paths.
///
/// It calls itself as deep as a datatype is nested, which the library limits.
final class ElementStream {
  private static final FixedPoint CHARACTER = FixedPoint.UINT8;

  private final DataHash out;
  private final IndirectData indirect;
  private final ReferenceTargets references;

  ElementStream(DataHash out, IndirectData indirect, ReferenceTargets references) {
    this.out = out;
    this.indirect = indirect;
    this.references = references;
  }

  /// Streams elements that lie one after the other.
  void add(Datatype type, MemorySegment bytes, long offset, long count) {
    switch (type) {
      case NumericType number -> number(number.order(), number.size(), bytes, offset, count);
      case Time time -> number(time.order(), time.size(), bytes, offset, count);
      case Enumeration enumeration -> add(enumeration.base(), bytes, offset, count);
      case Complex complex -> add(complex.base(), bytes, offset, 2 * count);
      case FixedString text -> out.add(bytes, offset, count * text.size());
      case Opaque opaque -> out.add(bytes, offset, count * opaque.size());
      case ArrayType array -> add(array.base(), bytes, offset, count * array.elementCount());
      case Compound compound -> members(compound, bytes, offset, count);
      case VariableString text -> texts(text, bytes, offset, count);
      case VariableLength sequence -> sequences(sequence, bytes, offset, count);
      case Reference reference -> references(reference, bytes, offset, count);
    }
  }

  private void number(ByteOrder order, long size, MemorySegment bytes, long offset, long count) {
    switch (order) {
      case LITTLE_ENDIAN -> out.add(bytes, offset, count * size);
      case BIG_ENDIAN -> out.addReversed(bytes, offset, Math.toIntExact(size), count);
      case VAX -> {
        for (long i = 0; i < count; i++) {
          for (long pair = size - 2; pair >= 0; pair -= 2) {
            out.add(bytes, offset + i * size + pair, 2);
          }
        }
      }
    }
  }

  private void members(Compound type, MemorySegment bytes, long offset, long count) {
    Iterable<Compound.Member> members = MemoryForm.sorted(type);
    for (long i = 0; i < count; i++) {
      for (Compound.Member member : members) {
        add(member.type(), bytes, offset + i * type.size() + member.offset(), 1);
      }
    }
  }

  private NdArray descriptors(
      long size, Datatype base, MemorySegment bytes, long offset, long count) {
    return NdArray.of(
        bytes.asSlice(offset, count * size),
        new VariableLength(size, base),
        new long[] {count},
        indirect);
  }

  private void sequences(VariableLength type, MemorySegment bytes, long offset, long count) {
    NdArray sequences = descriptors(type.size(), type.base(), bytes, offset, count);
    for (long i = 0; i < count; i++) {
      NdArray sequence = sequences.sequence(i);
      long length = sequence.shape()[0];
      out.addU32(length);
      add(type.base(), sequence.segment(), 0, length);
    }
  }

  private void texts(VariableString type, MemorySegment bytes, long offset, long count) {
    NdArray texts = descriptors(type.size(), CHARACTER, bytes, offset, count);
    for (long i = 0; i < count; i++) {
      MemorySegment text = texts.sequence(i).segment();
      long length = lengthBeforeNul(text);
      out.addU32(length);
      out.add(text, 0, length);
    }
  }

  private static long lengthBeforeNul(MemorySegment text) {
    long length = 0;
    while (length < text.byteSize() && text.get(ValueLayout.JAVA_BYTE, length) != 0) {
      length++;
    }
    return length;
  }

  private void references(Reference type, MemorySegment bytes, long offset, long count) {
    for (long i = 0; i < count; i++) {
      references.add(type, bytes.asSlice(offset + i * type.size(), type.size()), out);
    }
  }
}
