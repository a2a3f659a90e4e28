package io.hyperslab.cli.h5repack;

import io.hyperslab.cli.h5repack.RepackException.Echo;
import io.hyperslab.filter.FilterSpec;
import io.hyperslab.filter.FilterSpec.SzipCoding;
import java.util.ArrayList;
import java.util.List;

/// A filter as `-f` asks for it.
///
/// @param id its number; [#NONE] to have no filter
/// @param flag 1 if chunks may do without it; of user-defined filters only
/// @param values its parameters, as `h5repack` keeps them
record FilterRequest(int id, int flag, List<Integer> values) {
  static final int NONE = 0;
  static final int DEFLATE = 1;
  static final int SHUFFLE = 2;
  static final int FLETCHER32 = 3;
  static final int SZIP = 4;
  static final int NBIT = 5;
  static final int SCALE_OFFSET = 6;

  private static final int SZIP_ENTROPY = 4;
  private static final int SZIP_NEAREST_NEIGHBOUR = 32;
  private static final int SCALE_DECIMAL = 0;
  private static final int SCALE_INTEGER = 2;
  private static final int BEST_DEFLATION = 9;

  FilterRequest {
    values = List.copyOf(values);
  }

  /// Reads what follows the names of objects: `GZIP=6`, `SZIP=8,NN`, `UD=307,0,1,9`.
  static FilterRequest parse(String text) throws RepackException {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    boolean bare = equals < 0;
    String value = bare ? "" : text.substring(equals + 1);
    return switch (name) {
      case "NONE" -> new FilterRequest(NONE, 0, List.of());
      case "SHUF" -> plain(SHUFFLE, value, text);
      case "FLET" -> plain(FLETCHER32, value, text);
      case "NBIT" -> plain(NBIT, value, text);
      case "GZIP" -> {
        int level = bare ? -1 : number(value, text);
        if (level < 0 || level > BEST_DEFLATION) {
          throw wrong(text, "expected a level from 0 to 9");
        }
        yield new FilterRequest(DEFLATE, 0, List.of(level));
      }
      case "SZIP" -> coded(SZIP, value, text, "NN", SZIP_NEAREST_NEIGHBOUR, "EC", SZIP_ENTROPY);
      case "SOFF" -> coded(SCALE_OFFSET, value, text, "IN", SCALE_INTEGER, "DS", SCALE_DECIMAL);
      case "UD" -> userDefined(value, text);
      default -> throw wrong(text, "no such filter");
    };
  }

  private static RepackException wrong(String text, String why) {
    return new RepackException(Echo.NONE, "filter '" + text + "': " + why);
  }

  private static int number(String digits, String text) throws RepackException {
    try {
      return digits.isEmpty() ? 0 : Integer.parseUnsignedInt(digits);
    } catch (NumberFormatException e) {
      throw wrong(text, "'" + digits + "' is no number");
    }
  }

  private static FilterRequest plain(int id, String value, String text) throws RepackException {
    if (!value.isEmpty()) {
      throw wrong(text, "it has no parameters");
    }
    return new FilterRequest(id, 0, List.of());
  }

  /// A number, and one of two words, whose meaning comes first.
  private static FilterRequest coded(
      int id, String value, String text, String one, int oneCode, String two, int twoCode)
      throws RepackException {
    int comma = value.indexOf(',');
    String word = comma < 0 ? "" : value.substring(comma + 1);
    if (!word.equals(one) && !word.equals(two)) {
      throw wrong(text, "expected a number and " + one + " or " + two);
    }
    int code = word.equals(one) ? oneCode : twoCode;
    return new FilterRequest(id, 0, List.of(code, number(value.substring(0, comma), text)));
  }

  private static FilterRequest userDefined(String value, String text) throws RepackException {
    String[] parts = value.split(",", -1);
    if (parts.length < 4) {
      throw wrong(text, "expected a number, a flag, a count, and as many values");
    }
    List<Integer> values = new ArrayList<>();
    for (int i = 3; i < parts.length; i++) {
      values.add(number(parts[i], text));
    }
    int count = number(parts[2], text);
    if (count != values.size() && count != 0) {
      throw wrong(text, "expected " + count + " values");
    }
    return new FilterRequest(
        number(parts[0], text), number(parts[1], text), count == 0 ? List.of() : values);
  }

  /// What a file is told of it.
  ///
  /// @throws IllegalArgumentException if there is no such filter
  FilterSpec spec() {
    return switch (id) {
      case DEFLATE -> FilterSpec.deflate(values.getFirst());
      case SHUFFLE -> FilterSpec.shuffle();
      case FLETCHER32 -> FilterSpec.fletcher32();
      case NBIT -> FilterSpec.nbit();
      case SZIP ->
          FilterSpec.szip(
              values.getFirst() == SZIP_ENTROPY ? SzipCoding.ENTROPY : SzipCoding.NEAREST_NEIGHBOUR,
              values.getLast());
      case SCALE_OFFSET ->
          values.getFirst() == SCALE_INTEGER
              ? FilterSpec.scaleOffsetInteger(values.getLast())
              : FilterSpec.scaleOffsetFloat(values.getLast());
      default -> new FilterSpec(id, (flag & 1) != 0, values);
    };
  }

  /// The name in messages about what was asked for.
  String longName() {
    return switch (id) {
      case NONE -> "NONE";
      case DEFLATE -> "GZIP";
      case SZIP -> "SZIP";
      case SHUFFLE -> "SHUFFLE";
      case FLETCHER32 -> "FLETCHER32";
      case NBIT -> "NBIT";
      case SCALE_OFFSET -> "SOFF";
      default -> "UD";
    };
  }
}
