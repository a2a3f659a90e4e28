package io.hyperslab.cli.dump;

import io.hyperslab.array.IndirectData;
import io.hyperslab.array.NdArray;
import io.hyperslab.cli.libhdf5.MemoryForm;
import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.Complex;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.StringType;
import io.hyperslab.datatype.Time;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.datatype.VariableString;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;

/// Writes elements of any datatype as text. Compounds and arrays take several lines within it.
///
/// It calls itself as deep as a datatype is nested, which the library limits.
public final class ValuePrinter implements ElementText {
  private static final FixedPoint CHARACTER = FixedPoint.UINT8;
  private static final String NULL = "NULL";

  /// Says where a reference leads to.
  public interface References {
    /// The text of one reference that is not null; empty for a null one.
    Optional<String> text(Reference type, MemorySegment element);
  }

  private final ValueStyle style;
  private final IndirectData indirect;
  private final References references;
  private final StringBuilder out = new StringBuilder();
  private int level;

  /// Whether an array was just written, so that what follows it starts a line.
  private boolean afterArray;

  public ValuePrinter(ValueStyle style, IndirectData indirect, References references) {
    this.style = style;
    this.indirect = indirect;
    this.references = references;
  }

  @Override
  public String text(Datatype type, MemorySegment bytes, long offset, int level) {
    out.setLength(0);
    this.level = level;
    print(type, bytes, offset);
    return out.toString();
  }

  private void print(Datatype type, MemorySegment bytes, long offset) {
    switch (type) {
      case FixedPoint integer -> NumberText.integer(integer, bytes, offset, style, out);
      case FloatingPoint number -> NumberText.floatingPoint(number, bytes, offset, style, out);
      case Bitfield bits -> NumberText.hexadecimal(NumberText.bitfield(bits, bytes, offset), out);
      case Opaque opaque -> NumberText.hexadecimal(bytes(bytes, offset, opaque.size()), out);
      case Time time -> NumberText.hexadecimal(bytes(bytes, offset, time.size()), out);
      case FixedString text -> quoted(text, bytes.asSlice(offset, text.size()));
      case VariableString text -> variableString(text, bytes, offset);
      case Enumeration enumeration -> NumberText.enumeration(enumeration, bytes, offset, out);
      case Compound compound -> compound(compound, bytes, offset);
      case ArrayType array -> array(array, bytes, offset);
      case VariableLength sequence -> sequence(sequence, bytes, offset);
      case Reference reference ->
          out.append(
              references.text(reference, bytes.asSlice(offset, reference.size())).orElse(NULL));
      case Complex complex -> complex(complex, bytes, offset);
    }
  }

  private static byte[] bytes(MemorySegment bytes, long offset, long size) {
    return bytes.asSlice(offset, size).toArray(ValueLayout.JAVA_BYTE);
  }

  private void lineBreak() {
    out.append('\n').repeat(LineState.INDENT, level);
  }

  private void quoted(StringType type, MemorySegment text) {
    long end = text.byteSize();
    if (type.padding() == StringType.Padding.NULL_TERMINATED) {
      end = StringEnd.of(text);
    }
    out.append('"');
    for (long i = 0; i < end; i++) {
      CharacterText.append(out, text.get(ValueLayout.JAVA_BYTE, i), style.escapes());
    }
    out.append('"');
  }

  private NdArray descriptor(long size, Datatype base, MemorySegment bytes, long offset) {
    return NdArray.of(
        bytes.asSlice(offset, size), new VariableLength(size, base), new long[0], indirect);
  }

  private void variableString(VariableString type, MemorySegment bytes, long offset) {
    NdArray descriptor = descriptor(type.size(), CHARACTER, bytes, offset);
    if (descriptor.isNullSequence()) {
      out.append(NULL);
      return;
    }
    MemorySegment text = descriptor.sequence().segment();
    quoted(type, text.asSlice(0, StringEnd.of(text)));
  }

  private void sequence(VariableLength type, MemorySegment bytes, long offset) {
    NdArray sequence = descriptor(type.size(), type.base(), bytes, offset).sequence();
    MemorySegment elements = sequence.segment();
    long count = sequence.shape()[0];
    ValueSyntax.Marks marks = style.syntax().sequence();
    out.append(marks.open());
    level++;
    for (long i = 0; i < count; i++) {
      out.append(i == 0 ? "" : marks.separator());
      print(type.base(), elements, i * type.base().size());
    }
    level--;
    out.append(marks.close());
  }

  private void compound(Compound type, MemorySegment bytes, long offset) {
    ValueSyntax.Marks marks = style.syntax().compound();
    boolean breaks = style.syntax().breaksLines();
    out.append(marks.open());
    level++;
    List<Compound.Member> members = MemoryForm.sorted(type);
    for (int i = 0; i < members.size(); i++) {
      out.append(i == 0 ? "" : marks.separator());
      if (breaks) {
        lineBreak();
      }
      print(members.get(i).type(), bytes, offset + members.get(i).offset());
    }
    level--;
    if (breaks) {
      lineBreak();
    }
    out.append(marks.close());
  }

  private void array(ArrayType type, MemorySegment bytes, long offset) {
    long count = type.elementCount();
    long row = type.dimensions().getLast();
    ValueSyntax.Marks marks = style.syntax().array();
    out.append(marks.open());
    level++;
    for (long i = 0; i < count; i++) {
      if (i > 0) {
        out.append(marks.separator());
        if (style.syntax().breaksLines() && i % row == 0) {
          lineBreak();
        } else if (afterArray) {
          out.append("\n ").repeat(LineState.INDENT, level);
        } else {
          out.append(' ');
        }
      }
      afterArray = false;
      print(type.base(), bytes, offset + i * type.base().size());
    }
    level--;
    out.append(marks.close());
    afterArray = true;
  }

  private void complex(Complex type, MemorySegment bytes, long offset) {
    print(type.base(), bytes, offset);
    int imaginary = out.length();
    print(type.base(), bytes, offset + type.base().size());
    if (out.charAt(imaginary) != '-') {
      out.insert(imaginary, '+');
    }
    out.append('i');
  }
}
