package io.hyperslab.cli.h5import;

import io.hyperslab.cli.h5import.ImportSettings.Architecture;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.datatype.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A configuration that `h5dump -p -o FILE -b` wrote: everything of one dataset but its values.
///
/// Only what the program understands is followed: standard and native numbers and strings, chunks,
/// and deflation where it is the only filter.
final class DumpedHead {
  private static final Pattern STANDARD = Pattern.compile("H5T_STD_([IU])(8|16|32|64)(BE|LE)");
  private static final Pattern IEEE = Pattern.compile("H5T_IEEE_F(32|64)(BE|LE)");
  private static final Pattern VAX = Pattern.compile("H5T_VAX_F(32|64)");
  private static final String OPEN = "(";
  private static final String CLOSE = ")";
  private static final String END = "}";

  private final TokenScanner scanner;
  private final ImportSettings settings;

  private DumpedHead(TokenScanner scanner, ImportSettings settings) {
    this.scanner = scanner;
    this.settings = settings;
  }

  /// Follows a description, whose first word was taken.
  static void read(TokenScanner scanner, ImportSettings settings) throws ImportRefusedException {
    settings.quotedTexts();
    DumpedHead head = new DumpedHead(scanner, settings);
    Optional<String> word = scanner.word();
    while (word.isPresent() && !word.get().equals("DATA")) {
      head.take(word.get());
      word = scanner.word();
    }
  }

  private void take(String word) throws ImportRefusedException {
    switch (word) {
      case "DATASET" -> settings.path(next());
      case "DATATYPE" -> takeType(next());
      case "DATASPACE" -> takeSpace();
      case "STORAGE_LAYOUT" -> takeLayout();
      case "FILTERS" -> takeFilters();
      case "SUBSET" -> takeSubset();
      default -> {
        // brackets, and what has no meaning here
      }
    }
  }

  private String next() throws ImportRefusedException {
    return scanner.word("more of the description");
  }

  private void takeType(String name) throws ImportRefusedException {
    Matcher standard = STANDARD.matcher(name);
    Matcher ieee = IEEE.matcher(name);
    Matcher vax = VAX.matcher(name);
    if (standard.matches()) {
      InputClass inputClass = standard.group(1).equals("I") ? InputClass.IN : InputClass.UIN;
      takeNumbers(inputClass, standard.group(2), Architecture.STD);
      settings.outputOrder(order(standard.group(3)));
    } else if (ieee.matches()) {
      takeNumbers(InputClass.FP, ieee.group(1), Architecture.IEEE);
      settings.outputOrder(order(ieee.group(2)));
    } else if (vax.matches()) {
      takeNumbers(InputClass.FP, vax.group(1), Architecture.NATIVE);
    } else if (name.equals("H5T_STRING")) {
      settings.inputClass(InputClass.STR);
      takeString();
    } else {
      takeNative(name);
    }
  }

  private void takeNative(String name) throws ImportRefusedException {
    InputClass inputClass =
        switch (name) {
          case "H5T_NATIVE_FLOAT", "H5T_NATIVE_DOUBLE" -> InputClass.FP;
          case "H5T_NATIVE_UCHAR",
              "H5T_NATIVE_USHORT",
              "H5T_NATIVE_UINT",
              "H5T_NATIVE_ULONG",
              "H5T_NATIVE_ULLONG" ->
              InputClass.UIN;
          case "H5T_NATIVE_SCHAR",
              "H5T_NATIVE_SHORT",
              "H5T_NATIVE_INT",
              "H5T_NATIVE_LONG",
              "H5T_NATIVE_LLONG" ->
              InputClass.IN;
          default -> throw new ImportRefusedException("datatype " + name + " cannot be imported");
        };
    String bits =
        switch (name.substring("H5T_NATIVE_".length())) {
          case "SCHAR", "UCHAR" -> "8";
          case "SHORT", "USHORT" -> "16";
          case "LLONG", "ULLONG", "DOUBLE" -> "64";
          default -> "32"; // the program takes LONG and ULONG for 32 bits, too
        };
    takeNumbers(inputClass, bits, Architecture.NATIVE);
  }

  private void takeNumbers(InputClass inputClass, String bits, Architecture architecture)
      throws ImportRefusedException {
    settings.inputClass(inputClass);
    settings.inputBits(Long.parseLong(bits));
    settings.architecture(architecture);
  }

  private static ByteOrder order(String name) {
    return name.equals("BE") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  private void takeString() throws ImportRefusedException {
    next(); // the bracket
    String word = next();
    while (!word.equals(END)) {
      if (word.equals("STRSIZE")) {
        String size = next();
        if (!size.equals("H5T_VARIABLE;")) {
          settings.inputBits(size(size)); // the program knows no others
        }
      }
      word = next();
    }
  }

  private static long size(String word) throws ImportRefusedException {
    OptionalLong size = TokenScanner.leadingInteger(word);
    if (size.isEmpty()) {
      throw new ImportRefusedException("no integer: " + word);
    }
    return size.getAsLong();
  }

  private void takeSpace() throws ImportRefusedException {
    String kind = next();
    if (kind.equals("SCALAR")) {
      settings.shape(new long[0]);
      return;
    } else if (!kind.equals("SIMPLE")) {
      throw new ImportRefusedException("a dataspace " + kind + " cannot be imported");
    }
    next(); // the bracket
    long[] shape = list(CLOSE);
    settings.shape(shape);
    if (next().equals("/")) {
      long[] maxShape = list(CLOSE);
      if (maxShape.length != shape.length) {
        throw new ImportRefusedException(
            "a dataspace of "
                + shape.length
                + " dimensions, "
                + maxShape.length
                + " largest sizes");
      }
      boolean unlimited = false;
      for (long extent : maxShape) {
        unlimited |= extent == Dataspace.UNLIMITED;
      }
      if (unlimited) {
        settings.maxShape(maxShape); // the program forgets other largest sizes
      }
    }
  }

  /// Numbers in parentheses.
  ///
  /// @param end the word behind them
  private long[] list(String end) throws ImportRefusedException {
    if (!next().equals(OPEN)) {
      throw new ImportRefusedException("no list of sizes where one has to be");
    }
    List<Long> sizes = new ArrayList<>();
    String word = next();
    while (!word.equals(end)) {
      sizes.add(word.startsWith("H5S_UNLIMITED") ? Dataspace.UNLIMITED : size(word));
      word = next();
    }
    return sizes.stream().mapToLong(Long::longValue).toArray();
  }

  private void takeLayout() throws ImportRefusedException {
    next(); // the bracket
    if (next().equals("CHUNKED")) {
      settings.chunk(list(CLOSE));
      String word = next();
      while (!word.equals(END)) {
        word = next();
      }
    }
  }

  private void takeFilters() throws ImportRefusedException {
    next(); // the bracket
    if (!next().equals("COMPRESSION") || !next().equals("DEFLATE")) {
      return;
    }
    next();
    next(); // LEVEL
    OptionalLong level = scanner.integer();
    if (level.isEmpty() || level.getAsLong() < 0 || level.getAsLong() > 9) {
      throw new ImportRefusedException("no level of compression from 0 to 9");
    }
    settings.gzip((int) level.getAsLong());
  }

  private void takeSubset() throws ImportRefusedException {
    String word = next();
    while (!word.equals(END)) {
      if (word.equals("COUNT")) {
        settings.shape(list(CLOSE + ";"));
      } else if (word.equals("BLOCK")) {
        settings.shape(multiplied(settings.shape(), list(CLOSE + ";")));
      }
      word = next();
    }
  }

  private static long[] multiplied(long[] counts, long[] blocks) throws ImportRefusedException {
    if (blocks.length != counts.length) {
      throw new ImportRefusedException(
          "a subset of " + counts.length + " dimensions with blocks of " + blocks.length);
    }
    long[] product = new long[counts.length];
    for (int axis = 0; axis < product.length; axis++) {
      if (Math.multiplyHigh(counts[axis], blocks[axis]) != 0) {
        throw new ImportRefusedException("a subset that is too large");
      }
      product[axis] = counts[axis] * blocks[axis];
    }
    return product;
  }
}
