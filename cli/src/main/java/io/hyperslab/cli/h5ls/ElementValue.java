package io.hyperslab.cli.h5ls;

import io.hyperslab.array.IndirectData;
import io.hyperslab.array.NdArray;
import io.hyperslab.cli.dump.CharacterText;
import io.hyperslab.cli.dump.ElementText;
import io.hyperslab.cli.dump.LinePrinter;
import io.hyperslab.cli.dump.LineState;
import io.hyperslab.cli.dump.NumberText;
import io.hyperslab.cli.dump.StringEnd;
import io.hyperslab.cli.dump.ValueStyle;
import io.hyperslab.cli.dump.ValueSyntax;
import io.hyperslab.cli.h5ls.LsOptions.Flag;
import io.hyperslab.cli.libhdf5.MemoryForm;
import io.hyperslab.cli.text.FloatFormat;
import io.hyperslab.cli.text.Latin1;
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
import java.util.function.BiFunction;

/// Writes elements of any datatype in the syntax of `h5ls`: on one line where they fit, with places
/// between their parts where a line may end.
///
/// It calls itself as deep as a datatype is nested, which the library limits.
final class ElementValue implements ElementText {
  private static final String NULL = "NULL";

  /// How many equal characters are written once, with their number.
  private static final int MOST_REPEATED = 8;

  private static final ValueStyle SHORT = style(Optional.empty());
  private static final ValueStyle LONG = style(Optional.of(FloatFormat.of("%1.15g")));

  private final LsOptions options;
  private final IndirectData indirect;
  private final BiFunction<Reference, MemorySegment, String> references;
  private final boolean characters;
  private final boolean simple;
  private final StringBuilder out = new StringBuilder();
  private int level;

  /// Whether an array was just written, so that what follows it starts a line.
  private boolean afterArray;

  /// @param characters whether the elements, of one byte each, are characters of one text
  /// @param references the text of a reference
  ElementValue(
      LsOptions options,
      boolean characters,
      IndirectData indirect,
      BiFunction<Reference, MemorySegment, String> references) {
    this.options = options;
    this.characters = characters;
    this.indirect = indirect;
    this.references = references;
    simple = options.has(Flag.SIMPLE);
  }

  private static ValueStyle style(Optional<FloatFormat> floats) {
    return new ValueStyle(ValueSyntax.DDL, true, floats, false, Optional.empty());
  }

  /// Whether elements of a datatype are written as one text.
  static boolean isText(LsOptions options, Datatype type) {
    return options.has(Flag.STRING)
        && !options.has(Flag.HEXADECIMAL)
        && type instanceof FixedPoint
        && type.size() == 1;
  }

  /// An element in hexadecimal: what stands between the digits of its bytes. There are no digits:
  /// release 1.10 of `h5ls` has an empty format for them.
  static String withoutDigits(Datatype type) {
    return ":".repeat(Math.toIntExact(MemoryForm.size(type) - 1));
  }

  @Override
  public String text(Datatype type, MemorySegment bytes, long offset, int level) {
    out.setLength(0);
    this.level = level;
    if (options.has(Flag.HEXADECIMAL)) {
      out.append(withoutDigits(type));
    } else if (characters) {
      character(bytes.get(ValueLayout.JAVA_BYTE, offset));
    } else {
      print(type, bytes, offset);
    }
    return out.toString();
  }

  private void print(Datatype type, MemorySegment bytes, long offset) {
    switch (type) {
      case FixedPoint integer -> NumberText.integer(integer, bytes, offset, SHORT, out);
      case FloatingPoint number -> {
        ValueStyle style = number.size() <= Float.BYTES ? SHORT : LONG;
        NumberText.floatingPoint(number, bytes, offset, style, out);
      }
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
          out.append(references.apply(reference, bytes.asSlice(offset, reference.size())));
      case Complex complex -> {
        print(complex.base(), bytes, offset);
        out.append("+i*");
        print(complex.base(), bytes, offset + complex.base().size());
      }
    }
  }

  private static byte[] bytes(MemorySegment bytes, long offset, long size) {
    return bytes.asSlice(offset, size).toArray(ValueLayout.JAVA_BYTE);
  }

  private void character(byte value) {
    if (!simple) {
      CharacterText.append(out, value, true);
    } else if (value > ' ' && value <= '~') {
      out.append((char) value);
    } else {
      // A signed character in C: from 0x80 on it is a large number.
      out.append(value >= 0 && value < 16 ? "%0" : "%").append(Integer.toHexString(value));
    }
  }

  private void variableString(VariableString type, MemorySegment bytes, long offset) {
    NdArray sequence = sequence(type.size(), FixedPoint.UINT8, bytes, offset);
    if (sequence.isNullSequence()) {
      out.append(NULL);
    } else {
      MemorySegment text = sequence.sequence().segment();
      quoted(type, text.asSlice(0, StringEnd.of(text)));
    }
  }

  private NdArray sequence(long size, Datatype base, MemorySegment bytes, long offset) {
    VariableLength type = new VariableLength(size, base);
    return NdArray.of(bytes.asSlice(offset, size), type, new long[0], indirect);
  }

  /// A text in quotation marks. Long runs of one character are taken out, in marks of their own and
  /// with the number of further ones behind them.
  private void quoted(StringType type, MemorySegment text) {
    boolean terminated = type.padding() == StringType.Padding.NULL_TERMINATED;
    long end = terminated ? StringEnd.of(text) : text.byteSize();
    boolean open = false;
    long at = 0;
    while (at < end) {
      byte value = text.get(ValueLayout.JAVA_BYTE, at);
      long run = simple ? 1 : run(text, at);
      if (run > MOST_REPEATED) {
        out.append(open ? "\"" : "").append(at > 0 ? " " : "").append('\'');
        character(value);
        out.append("' repeats ").append(run - 1).append(" times");
        open = false;
        at += run;
        continue;
      }
      if (!open) {
        out.append(at > 0 ? " " : "").append('"');
        open = true;
      }
      character(value);
      at++;
    }
    out.append(open ? "\"" : at == 0 ? "\"\"" : "");
  }

  private static long run(MemorySegment text, long at) {
    byte value = text.get(ValueLayout.JAVA_BYTE, at);
    long end = at + 1;
    while (end < text.byteSize() && text.get(ValueLayout.JAVA_BYTE, end) == value) {
      end++;
    }
    return end - at;
  }

  private void sequence(VariableLength type, MemorySegment bytes, long offset) {
    NdArray sequence = sequence(type.size(), type.base(), bytes, offset).sequence();
    MemorySegment elements = sequence.segment();
    long count = sequence.shape()[0];
    out.append('(');
    level++;
    for (long i = 0; i < count; i++) {
      out.append(i == 0 ? "" : simple ? "," : "," + LinePrinter.BREAK);
      print(type.base(), elements, i * type.base().size());
    }
    level--;
    out.append(')');
  }

  private void compound(Compound type, MemorySegment bytes, long offset) {
    boolean labelled = options.has(Flag.LABEL);
    boolean enclosed = !simple || labelled;
    out.append(enclosed ? "{" : "");
    level++;
    List<Compound.Member> members = MemoryForm.sorted(type);
    for (int i = 0; i < members.size(); i++) {
      Compound.Member member = members.get(i);
      out.append(i == 0 ? "" : simple ? " " : ", " + LinePrinter.BREAK);
      if (labelled) {
        out.append(Latin1.ofName(member.name())).append('=');
      }
      print(member.type(), bytes, offset + member.offset());
    }
    level--;
    out.append(enclosed ? "}" : "");
  }

  private void array(ArrayType type, MemorySegment bytes, long offset) {
    long count = type.elementCount();
    out.append(simple ? "" : "[");
    level++;
    for (long i = 0; i < count; i++) {
      if (i > 0 && simple) {
        out.append(afterArray ? " \n " : "  ");
        out.repeat(LineState.INDENT, afterArray ? level : 0);
      } else if (i > 0) {
        out.append(',').append(LinePrinter.BREAK);
      }
      afterArray = false;
      print(type.base(), bytes, offset + i * type.base().size());
    }
    level--;
    out.append(simple ? "" : "]");
    afterArray = true;
  }
}
