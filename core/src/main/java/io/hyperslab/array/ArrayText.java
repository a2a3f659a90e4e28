package io.hyperslab.array;

import io.hyperslab.datatype.Complex;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.datatype.VariableString;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.number.NumberCodec;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.StringJoiner;

/// Arrays as text for people. Never fetches what lies elsewhere in the file.
final class ArrayText {
  /// Above this many elements only the ends of each axis are shown, as numpy does.
  private static final long LARGEST_WHOLE = 1000;

  private static final long EDGE = 3;
  private static final int MOST_BYTES = 16;
  private static final int MOST_MEMBERS = 16;

  private ArrayText() {}

  static String of(NdArray array) {
    StringBuilder out = new StringBuilder();
    long[] index = new long[array.rank()];
    if (array.size() == 0) {
      return "[] of shape " + Arrays.toString(array.shape());
    }
    axis(array, array.shape(), index, 0, out);
    return out.toString();
  }

  private static void axis(NdArray array, long[] shape, long[] index, int axis, StringBuilder out) {
    if (axis == shape.length) {
      out.append(element(array.segmentAt(index), array.datatype()));
      return;
    }
    boolean last = axis == shape.length - 1;
    String separator = last ? ", " : ",\n" + " ".repeat(axis + 1);
    boolean whole = array.size() <= LARGEST_WHOLE || shape[axis] <= 2 * EDGE;
    out.append('[');
    for (long i = 0; i < shape[axis]; i++) {
      out.append(i == 0 ? "" : separator);
      if (!whole && i == EDGE) {
        i = shape[axis] - EDGE;
        out.append("...").append(separator);
      }
      index[axis] = i;
      axis(array, shape, index, axis + 1, out);
    }
    out.append(']');
  }

  private static String element(MemorySegment raw, Datatype type) {
    return switch (type) {
      case Enumeration _ -> TextElements.strings(raw, type, 1, IndirectData.none())[0];
      case FixedString _ -> Text.quote(TextElements.strings(raw, type, 1, IndirectData.none())[0]);
      case FloatingPoint real -> number(raw, real);
      case Compound compound -> compound(raw, compound);
      case Complex complex -> complex(raw, complex);
      case VariableString _ -> "string of " + TextElements.claimedCount(raw) + " bytes";
      case VariableLength _ -> "sequence of " + TextElements.claimedCount(raw);
      default -> NumberCodec.isNumber(type) ? NumberCodec.of(type).text(raw, 0) : hexadecimal(raw);
    };
  }

  private static String number(MemorySegment raw, FloatingPoint type) {
    NumberCodec codec = NumberCodec.of(type);
    return type.mantissaSize() <= 23 && codec.alwaysDouble()
        ? Float.toString(codec.floatAt(raw, 0))
        : codec.text(raw, 0);
  }

  private static String compound(MemorySegment raw, Compound type) {
    StringJoiner out = new StringJoiner(", ", "{", "}");
    for (Compound.Member member : type.members()) {
      if (out.length() > MOST_MEMBERS * MOST_BYTES) {
        return out.add("...").toString();
      }
      long[] scalar = {};
      NdArray value =
          NdArray.of(raw.asSlice(member.offset(), member.type().size()), member.type(), scalar);
      out.add(member.name() + ": " + value);
    }
    return out.toString();
  }

  private static String complex(MemorySegment raw, Complex type) {
    String imaginary = number(raw.asSlice(type.base().size()), type.base());
    String sign = imaginary.startsWith("-") ? "" : "+";
    return number(raw, type.base()) + sign + imaginary + "i";
  }

  private static String hexadecimal(MemorySegment raw) {
    long shown = Math.min(MOST_BYTES, raw.byteSize());
    byte[] bytes = raw.asSlice(0, shown).toArray(ValueLayout.JAVA_BYTE);
    return "0x" + HexFormat.of().formatHex(bytes) + (shown < raw.byteSize() ? "..." : "");
  }
}
