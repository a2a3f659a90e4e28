package io.hyperslab.cli.edit;

import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.NumericType;
import io.hyperslab.datatype.StringType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Datatypes by name: `int32`, `float64`, `string`, `string[10]`, `bool`, `float32[3]`; numpy's
/// `<i4`, `>f8`, `S10` too.
public final class TypeNames {
  /// What users read about it.
  public static final String HELP =
      "int8 to int64, uint8 to uint64, float16, float32, float64, bool, complex64, complex128,"
          + " string, string[SIZE], ascii[SIZE]; numpy's <i4, >f8, S10; with [N, M] behind it an"
          + " array.";

  private static final Map<String, Datatype> NAMES =
      Map.ofEntries(
          Map.entry("int8", Datatypes.INT8),
          Map.entry("int16", Datatypes.INT16),
          Map.entry("int32", Datatypes.INT32),
          Map.entry("int64", Datatypes.INT64),
          Map.entry("uint8", Datatypes.UINT8),
          Map.entry("uint16", Datatypes.UINT16),
          Map.entry("uint32", Datatypes.UINT32),
          Map.entry("uint64", Datatypes.UINT64),
          Map.entry("float16", Datatypes.FLOAT16),
          Map.entry("bfloat16", Datatypes.BFLOAT16),
          Map.entry("float32", Datatypes.FLOAT32),
          Map.entry("float64", Datatypes.FLOAT64),
          Map.entry("float128", Datatypes.FLOAT128),
          Map.entry("int", Datatypes.INT32),
          Map.entry("long", Datatypes.INT64),
          Map.entry("float", Datatypes.FLOAT32),
          Map.entry("double", Datatypes.FLOAT64),
          Map.entry("bool", Datatypes.BOOLEAN),
          Map.entry("boolean", Datatypes.BOOLEAN),
          Map.entry("complex64", Datatypes.COMPLEX64),
          Map.entry("complex128", Datatypes.COMPLEX128),
          Map.entry("string", Datatypes.VARIABLE_STRING),
          Map.entry("str", Datatypes.VARIABLE_STRING));

  private static final Pattern NUMPY = Pattern.compile("([<>|=]?)([iuf])([1248])");
  private static final Pattern TEXT = Pattern.compile("(string|ascii|S)\\[?(\\d{1,9})]?");
  private static final Pattern ARRAY = Pattern.compile("(.+?)\\[([\\d,\\s]+)]");

  private TypeNames() {}

  /// The datatype of a name.
  ///
  /// @throws IllegalArgumentException if there is none of that name
  public static Datatype of(String text) {
    String name = text.strip();
    Optional<Datatype> known = Optional.ofNullable(NAMES.get(name.toLowerCase(Locale.ROOT)));
    if (known.isPresent()) {
      return known.get();
    }
    if (name.endsWith(" big-endian")) {
      return bigEndian(of(name.substring(0, name.lastIndexOf(' '))), name);
    }
    Matcher numpy = NUMPY.matcher(name);
    if (numpy.matches()) {
      return numpy(numpy, name);
    }
    Matcher size = TEXT.matcher(name);
    if (size.matches()) {
      return Datatypes.fixedString(
          Long.parseLong(size.group(2)),
          size.group(1).equals("ascii")
              ? StringType.CharacterSet.ASCII
              : StringType.CharacterSet.UTF8);
    }
    Matcher array = ARRAY.matcher(name);
    if (array.matches()) {
      return Datatypes.array(of(array.group(1)), sizes(array.group(2), name));
    }
    throw unknown(name);
  }

  private static long[] sizes(String text, String name) {
    try {
      return Arrays.stream(text.split(",", -1))
          .map(String::strip)
          .mapToLong(Long::parseLong)
          .toArray();
    } catch (NumberFormatException e) {
      throw unknown(name);
    }
  }

  private static Datatype numpy(Matcher numpy, String name) {
    String kind =
        switch (numpy.group(2)) {
          case "i" -> "int";
          case "u" -> "uint";
          default -> "float";
        };
    Datatype type = NAMES.get(kind + 8 * Integer.parseInt(numpy.group(3)));
    if (type == null) {
      throw unknown(name);
    }
    return numpy.group(1).equals(">") ? bigEndian(type, name) : type;
  }

  private static Datatype bigEndian(Datatype type, String name) {
    if (type instanceof NumericType number) {
      return number.bigEndian();
    }
    throw unknown(name);
  }

  private static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException("there is no datatype '" + name + "'; there are " + HELP);
  }
}
