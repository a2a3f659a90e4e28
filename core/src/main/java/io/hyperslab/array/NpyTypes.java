package io.hyperslab.array;

import io.hyperslab.array.PythonLiteral.Characters;
import io.hyperslab.array.PythonLiteral.Sequence;
import io.hyperslab.array.PythonLiteral.Value;
import io.hyperslab.array.PythonLiteral.Whole;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.datatype.StringType.Padding;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.bytes.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the `descr` of a `.npy` file says, as a datatype. What has no datatype of its own is opaque
/// with numpy's description as its tag, as h5py stores it: times (`NUMPY:<M8[s]`), and texts of
/// UTF-32 (`NUMPY:<U5`), which [NpyTexts] then decodes.
final class NpyTypes {
  /// What the tags of opaque datatypes begin with.
  static final String TAG = "NUMPY:";

  private static final String STRUCTURE = "npy header";
  private static final Pattern SIMPLE =
      Pattern.compile("([<>|=]?)([a-zA-Z?])(\\d{0,10})((?:\\[[\\w/ ]{1,32}\\])?)");
  private static final int DEEPEST = 16;

  private NpyTypes() {}

  /// The datatype of the elements.
  ///
  /// @throws MalformedFileException if the description is none
  /// @throws UnsupportedFeatureException for objects, which are pickled programs, and for numbers
  ///   whose form depends on the machine
  static Datatype of(Value descr) {
    return of(descr, 0);
  }

  private static Datatype of(Value descr, int depth) {
    if (depth > DEEPEST) {
      throw malformed("nesting", "deeper than " + DEEPEST);
    }
    return switch (descr) {
      case Characters simple -> simple(simple.text());
      case Sequence members when !members.isTuple() -> compound(members.values(), depth);
      case Sequence pair when pair.values().size() == 2 ->
          array(of(pair.values().getFirst(), depth + 1), pair.values().getLast());
      default -> throw malformed("descr", descr.toString());
    };
  }

  private static MalformedFileException malformed(String item, String found) {
    return new MalformedFileException(
        STRUCTURE, -1, item, Text.quote(found), "a description of a datatype of numpy");
  }

  private static UnsupportedFeatureException unsupported(String found, String expected) {
    return new UnsupportedFeatureException(STRUCTURE, -1, "descr", Text.quote(found), expected);
  }

  private static Datatype simple(String text) {
    Matcher parts = SIMPLE.matcher(text);
    if (!parts.matches()) {
      throw malformed("descr", text);
    }
    boolean nativeBig = java.nio.ByteOrder.nativeOrder() == java.nio.ByteOrder.BIG_ENDIAN;
    boolean big = parts.group(1).equals(">") || !parts.group(1).equals("<") && nativeBig;
    ByteOrder order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    char kind = parts.group(2).charAt(0);
    long size = parts.group(3).isEmpty() ? 0 : Long.parseLong(parts.group(3));
    if (kind == 'O') {
      throw unsupported(text, "no objects: they are pickled, and reading them runs programs");
    }
    if (size == 0 && kind != '?') {
      throw unsupported(text, "elements of at least one byte");
    }
    return switch (kind) {
      case '?' -> Datatypes.BOOLEAN;
      case 'b' -> whole(text, size, 1) == 1 ? Datatypes.BOOLEAN : Datatypes.INT8;
      case 'i' -> FixedPoint.of(whole(text, size, 8), order, true);
      case 'u' -> FixedPoint.of(whole(text, size, 8), order, false);
      case 'f' -> real(text, size, order);
      case 'c' -> Datatypes.complex(real(text, size / 2, order));
      case 'S', 'a' -> new FixedString(size, Padding.NULL_PADDED, CharacterSet.ASCII);
      case 'U' -> new Opaque(Saturated.multiply(size, 4), TAG + (big ? '>' : '<') + "U" + size);
      case 'V' -> new Opaque(size, "");
      case 'M', 'm' -> new Opaque(whole(text, size, 8), TAG + text);
      default -> throw malformed("descr", text);
    };
  }

  private static int whole(String text, long size, int largest) {
    if (size > largest || Long.bitCount(size) != 1) {
      throw malformed("descr", text);
    }
    return (int) size;
  }

  private static FloatingPoint real(String text, long size, ByteOrder order) {
    FloatingPoint type =
        switch ((int) Math.min(size, Integer.MAX_VALUE)) {
          case 2 -> Datatypes.FLOAT16;
          case 4 -> Datatypes.FLOAT32;
          case 8 -> Datatypes.FLOAT64;
          case 10, 12, 16 ->
              throw unsupported(text, "at most 64 bits: long doubles differ between machines");
          default -> throw malformed("descr", text);
        };
    return order == ByteOrder.BIG_ENDIAN ? type.bigEndian() : type;
  }

  private static Compound compound(List<Value> descriptions, int depth) {
    List<Compound.Member> members = new ArrayList<>();
    Set<String> names = new HashSet<>();
    long end = 0;
    for (int i = 0; i < descriptions.size(); i++) {
      if (!(descriptions.get(i) instanceof Sequence member)
          || member.values().size() < 2
          || member.values().size() > 3) {
        throw malformed("member " + i, descriptions.get(i).toString());
      }
      Datatype type = of(member.values().get(1), depth + 1);
      type = member.values().size() < 3 ? type : array(type, member.values().get(2));
      String name = name(member.values().getFirst(), i);
      boolean padding = name.isEmpty() && type instanceof Opaque;
      if (!padding) {
        name = name.isEmpty() ? "f" + i : name;
        if (!names.add(name)) {
          throw malformed("name of member " + i, name);
        }
        members.add(new Compound.Member(name, end, type));
      }
      end = Saturated.add(end, type.size());
    }
    if (members.isEmpty()) {
      throw unsupported("no members", "at least one member");
    }
    return new Compound(end, members);
  }

  /// A member's name; its title, if it has one too, is no part of the data.
  private static String name(Value value, int member) {
    return switch (value) {
      case Characters name -> name.text();
      case Sequence titled
          when titled.values().size() == 2
              && titled.values().getLast() instanceof Characters name ->
          name.text();
      default -> throw malformed("name of member " + member, value.toString());
    };
  }

  private static Datatype array(Datatype base, Value shape) {
    long size = base.size();
    long[] dimensions = shape instanceof Whole one ? new long[] {one.value()} : shape(shape);
    for (long dimension : dimensions) {
      if (dimension < 1) {
        throw unsupported(shape.toString(), "dimensions of at least 1");
      }
      size = Saturated.multiply(size, dimension);
    }
    if (size == Long.MAX_VALUE) {
      throw malformed("shape of a member", shape.toString());
    }
    return dimensions.length == 0 ? base : Datatypes.array(base, dimensions);
  }

  /// The extents that a tuple holds.
  static long[] shape(Value tuple) {
    if (!(tuple instanceof Sequence sequence)) {
      throw malformed("shape", tuple.toString());
    }
    long[] shape = new long[sequence.values().size()];
    for (int axis = 0; axis < shape.length; axis++) {
      if (!(sequence.values().get(axis) instanceof Whole extent) || extent.value() < 0) {
        throw malformed("shape", tuple.toString());
      }
      shape[axis] = extent.value();
    }
    return shape;
  }
}
