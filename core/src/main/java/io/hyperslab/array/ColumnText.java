package io.hyperslab.array;

import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Complex;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.datatype.VariableString;
import io.hyperslab.internal.number.NumberArrays;
import io.hyperslab.internal.number.NumberCodec;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;

/// How the elements of one datatype are printed below each other. Never fetches what lies elsewhere
/// in the file. Recursion goes no deeper than datatypes are nested.
final class ColumnText {
  private static final int MOST_BYTES = 16;

  /// The longest text that is shown whole, and the longest compound.
  private static final int LONGEST = 1 << 12;

  /// Of an array datatype with more elements than these only the ends are shown.
  private static final long LARGEST_WHOLE = 1000;

  private static final int EDGE = 3;

  /// Elements of array datatypes that the width of a column is made for.
  private static final int MOST_MEASURED = 1 << 16;

  private ColumnText() {}

  /// The form of the elements that start at `offsets`.
  static ElementText of(Datatype type, MemorySegment memory, long[] offsets) {
    if (NumberArrays.isComplex(type)
        && NumberArrays.complexPart(type) instanceof FloatingPoint part) {
      return complex(part, memory, offsets);
    }
    return switch (type) {
      case FloatingPoint real -> new FloatText(real, memory, offsets, false);
      case Enumeration e when e.isBoolean() -> (m, at) -> isTrue(m, at) ? " True" : "False";
      case Compound compound -> compound(compound, memory, offsets);
      case ArrayType array -> array(array, memory, offsets);
      default ->
          NumberCodec.isNumber(type) && !(type instanceof Enumeration)
              ? integers(NumberCodec.of(type), memory, offsets)
              : (m, at) -> single(type, m, at, true);
    };
  }

  /// One element that is not in a column, or of a kind that is not aligned.
  ///
  /// @param quoted whether text is between quotes
  static String single(Datatype type, MemorySegment memory, long offset, boolean quoted) {
    MemorySegment raw = memory.asSlice(offset, type.size());
    return switch (type) {
      case Enumeration e when e.isBoolean() -> isTrue(memory, offset) ? "True" : "False";
      case Enumeration e -> TextElements.strings(raw, e, 1, IndirectData.none())[0];
      case FixedString text -> text(raw, text, quoted);
      case VariableString _ -> "string of " + TextElements.claimedCount(raw) + " bytes";
      case VariableLength _ -> "sequence of " + TextElements.claimedCount(raw);
      case FloatingPoint real -> ScalarText.number(real, memory, offset);
      case Complex complex -> ScalarText.complex(complex, memory, offset);
      case Compound c when NumberArrays.isComplex(c) -> ScalarText.complex(c, memory, offset);
      case Compound c -> compound(c, memory, new long[] {offset}).of(memory, offset);
      default -> NumberCodec.isNumber(type) ? NumberCodec.of(type).text(raw, 0) : hexadecimal(raw);
    };
  }

  private static boolean isTrue(MemorySegment memory, long offset) {
    return memory.get(ValueLayout.JAVA_BYTE, offset) != 0;
  }

  private static ElementText integers(NumberCodec codec, MemorySegment memory, long[] offsets) {
    int width = 0;
    for (long offset : offsets) {
      width = Math.max(width, codec.text(memory, offset).length());
    }
    int all = width;
    return (m, at) -> {
      String text = codec.text(m, at);
      return " ".repeat(Math.max(0, all - text.length())) + text;
    };
  }

  private static ElementText complex(FloatingPoint part, MemorySegment memory, long[] offsets) {
    long[] behind = shifted(offsets, part.size());
    FloatText real = new FloatText(part, memory, offsets, false);
    FloatText imaginary = new FloatText(part, memory, behind, true);
    return (m, at) -> {
      String text = imaginary.of(m, at + part.size());
      String number = text.stripTrailing();
      return real.of(m, at) + number + "j" + text.substring(number.length());
    };
  }

  private static long[] shifted(long[] offsets, long bytes) {
    return Arrays.stream(offsets).map(offset -> offset + bytes).toArray();
  }

  private static ElementText compound(Compound type, MemorySegment memory, long[] offsets) {
    List<ElementText> members = new ArrayList<>();
    for (Compound.Member member : type.members()) {
      members.add(of(member.type(), memory, shifted(offsets, member.offset())));
    }
    return (m, at) -> {
      StringJoiner out = new StringJoiner(", ", "(", members.size() == 1 ? ",)" : ")");
      for (int i = 0; i < members.size(); i++) {
        if (out.length() > LONGEST) {
          return out.add("...").toString();
        }
        out.add(members.get(i).of(m, at + type.members().get(i).offset()));
      }
      return out.toString();
    };
  }

  private static ElementText array(ArrayType type, MemorySegment memory, long[] offsets) {
    NdArray element = NdArray.of(MemorySegment.ofArray(new byte[0]), type, 0);
    Datatype base = element.datatype();
    long[] shape = Arrays.stream(element.shape()).skip(1).toArray();
    Strides inner = Strides.packed(shape, base.size(), type.size());
    boolean whole = inner.size <= LARGEST_WHOLE;
    long[] within = ArrayText.shownOffsets(inner, whole, EDGE);
    int measured = Math.min(offsets.length, Math.max(1, MOST_MEASURED / within.length));
    long[] all = new long[measured * within.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = offsets[i / within.length] + within[i % within.length];
    }
    ElementText text = of(base, memory, all);
    return (m, at) -> row(text, m, inner, at, 0, whole);
  }

  private static String row(
      ElementText text, MemorySegment memory, Strides inner, long at, int axis, boolean whole) {
    if (axis == inner.rank()) {
      return text.of(memory, at);
    }
    long extent = inner.shape[axis];
    boolean cut = !whole && extent > 2 * EDGE;
    StringJoiner out = new StringJoiner(", ", "[", "]");
    for (long i = 0; i < extent; i++) {
      if (cut && i == EDGE) {
        out.add("...");
        i = extent - EDGE;
      }
      out.add(row(text, memory, inner, at + i * inner.strides[axis], axis + 1, whole));
    }
    return out.toString();
  }

  private static String text(MemorySegment raw, FixedString type, boolean quoted) {
    long size = Math.min(type.size(), LONGEST);
    FixedString shown = new FixedString(size, type.padding(), type.characterSet());
    String text = TextElements.strings(raw.asSlice(0, size), shown, 1, IndirectData.none())[0];
    return (quoted ? quote(text) : text) + (size < type.size() ? "..." : "");
  }

  /// A text between quotes, as Python has it.
  private static String quote(String text) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    StringBuilder out = new StringBuilder().append(quote);
    text.codePoints()
        .forEach(c -> {
          if (c == quote || c == '\\') {
            out.append('\\').append((char) c);
          } else {
            out.append(escaped(c));
          }
        });
    return out.append(quote).toString();
  }

  private static String escaped(int c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> {
        boolean hidden = c < ' ' || c >= 0x7f && c <= 0xa0 || c == 0xad;
        boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        if (hidden) {
          yield "\\x" + HexFormat.of().toHexDigits((byte) c);
        }
        yield half ? "\\u" + HexFormat.of().toHexDigits((char) c) : Character.toString(c);
      }
    };
  }

  private static String hexadecimal(MemorySegment raw) {
    long shown = Math.min(MOST_BYTES, raw.byteSize());
    byte[] bytes = raw.asSlice(0, shown).toArray(ValueLayout.JAVA_BYTE);
    return "0x" + HexFormat.of().formatHex(bytes) + (shown < raw.byteSize() ? "..." : "");
  }
}
