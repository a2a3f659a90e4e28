package io.hyperslab.cli.exchange;

import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.StringType.CharacterSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Datatypes that are asked for, in place of those that a file suggests.
///
/// @param all of all values; empty if there is none for all
/// @param columns of columns, by their names
public record ImportTypes(Optional<Datatype> all, Map<String, Datatype> columns) {
  private static final Pattern FIXED = Pattern.compile("(string|ascii)\\[([1-9][0-9]{0,8})]");

  /// Copies the map.
  public ImportTypes {
    columns = Map.copyOf(columns);
  }

  /// Those that the file suggests.
  public static ImportTypes suggested() {
    return new ImportTypes(Optional.empty(), Map.of());
  }

  /// Reads `float32`, or `a=int8,b.x=string[10]`. Names: `int8` to `int64`, `uint8` to `uint64`,
  /// `float16` to `float128`, `bool`, `complex64`, `complex128`, `string` and `ascii` of variable
  /// length, `string[10]` and `ascii[10]` of so many bytes; `float64[]` for sequences.
  ///
  /// @throws IllegalArgumentException for another text; names what it does not know
  public static ImportTypes parse(String text) {
    if (text.indexOf('=') < 0) {
      return new ImportTypes(Optional.of(type(text)), Map.of());
    }
    Map<String, Datatype> columns = new LinkedHashMap<>();
    for (String each : text.split(",(?=[^,]*=)", -1)) {
      int equals = each.lastIndexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("no column and datatype: " + each);
      }
      columns.put(each.substring(0, equals), type(each.substring(equals + 1)));
    }
    return new ImportTypes(Optional.empty(), columns);
  }

  private static Datatype type(String name) {
    if (name.endsWith("[]")) {
      return Datatypes.variableLength(type(name.substring(0, name.length() - 2)));
    }
    Matcher fixed = FIXED.matcher(name);
    if (fixed.matches()) {
      return Datatypes.fixedString(
          Long.parseLong(fixed.group(2)),
          fixed.group(1).equals("ascii") ? CharacterSet.ASCII : CharacterSet.UTF8);
    }
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "int8" -> Datatypes.INT8;
      case "int16" -> Datatypes.INT16;
      case "int32" -> Datatypes.INT32;
      case "int64" -> Datatypes.INT64;
      case "uint8" -> Datatypes.UINT8;
      case "uint16" -> Datatypes.UINT16;
      case "uint32" -> Datatypes.UINT32;
      case "uint64" -> Datatypes.UINT64;
      case "float16" -> Datatypes.FLOAT16;
      case "float32" -> Datatypes.FLOAT32;
      case "float64" -> Datatypes.FLOAT64;
      case "float128" -> Datatypes.FLOAT128;
      case "bool", "boolean" -> Datatypes.BOOLEAN;
      case "complex64" -> Datatypes.COMPLEX64;
      case "complex128" -> Datatypes.COMPLEX128;
      case "string", "text" -> Datatypes.VARIABLE_STRING;
      case "ascii" -> Datatypes.variableString(CharacterSet.ASCII);
      default -> throw new IllegalArgumentException("unknown datatype " + name);
    };
  }

  /// The datatype of a column.
  ///
  /// @param suggested by its cells
  Datatype of(ColumnName column, Datatype suggested) {
    return Optional.ofNullable(columns.get(column.toString()))
        .or(() -> Optional.ofNullable(columns.get(column.withoutIndices().toString())))
        .or(() -> all)
        .orElse(suggested);
  }
}
