package io.hyperslab.cli.h5import;

import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.NumericType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// How one input file is read, and what it becomes. Filled in by whoever reads a configuration;
/// what is not said has the program's defaults.
final class ImportSettings {
  /// Where the rules for the output's byte order come from; the names are those of the keyword
  /// `OUTPUT-ARCHITECTURE`. The others are names only.
  enum Architecture {
    NATIVE,
    STD,
    IEEE,
    INTEL,
    CRAY,
    MIPS,
    ALPHA,
    UNIX
  }

  private static final List<Integer> SIZES = List.of(8, 16, 32, 64);
  private static final int MOST_AXES = 32;

  private String path;
  private InputClass inputClass = InputClass.FP;
  private int inputBits = 32;
  private @Nullable NumberClass outputClass;
  private int outputBits;
  private Architecture architecture = Architecture.NATIVE;
  private @Nullable ByteOrder outputOrder;
  private long[] shape = new long[0];
  private long @Nullable [] maxShape;
  private long @Nullable [] chunk;
  private int gzip = -1;
  private @Nullable String externalFile;
  private boolean quotedTexts;

  /// @param number which input file this is, from 0: the dataset is named after it
  ImportSettings(int number) {
    path = "dataset" + number;
  }

  /// The dataset's path, taken apart at slashes and quotes.
  void path(String text) throws ImportRefusedException {
    List<String> names = new ArrayList<>();
    for (String name : text.split("[/\"]", -1)) {
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    if (names.isEmpty()) {
      throw new ImportRefusedException("no path of a dataset: '" + text + "'");
    }
    path = String.join("/", names);
  }

  String path() {
    return path;
  }

  void inputClass(String name) throws ImportRefusedException {
    inputClass =
        InputClass.named(name)
            .orElseThrow(() -> new ImportRefusedException("unknown class of input: " + name));
  }

  void inputClass(InputClass value) {
    inputClass = value;
  }

  InputClass inputClass() {
    return inputClass;
  }

  void inputBits(long bits) throws ImportRefusedException {
    inputBits = size(bits);
  }

  int inputBits() {
    return inputBits;
  }

  private static int size(long bits) throws ImportRefusedException {
    if (!SIZES.contains((int) Math.min(bits, Integer.MAX_VALUE))) {
      throw new ImportRefusedException("numbers have 8, 16, 32 or 64 bits, not " + bits);
    }
    return (int) bits;
  }

  void outputClass(NumberClass value) {
    outputClass = value;
  }

  /// What the numbers become: what they are, unless something else was asked for.
  NumberClass outputClass() {
    return outputClass == null ? inputClass.numbers() : outputClass;
  }

  void outputBits(long bits) throws ImportRefusedException {
    outputBits = size(bits);
  }

  int outputBits() {
    return outputBits == 0 ? inputBits : outputBits;
  }

  void architecture(Architecture value) {
    architecture = value;
  }

  Architecture architecture() {
    return architecture;
  }

  void outputOrder(ByteOrder value) {
    outputOrder = value;
  }

  void shape(long[] value) throws ImportRefusedException {
    if (value.length > MOST_AXES) {
      throw new ImportRefusedException("at most 32 dimensions, not " + value.length);
    }
    for (long extent : value) {
      if (extent < 0) {
        throw new ImportRefusedException("a dimension of size " + extent);
      }
    }
    shape = value.clone();
  }

  long[] shape() {
    return shape.clone();
  }

  void maxShape(long[] value) {
    maxShape = value.clone();
  }

  Optional<long[]> maxShape() {
    return Optional.ofNullable(maxShape);
  }

  void chunk(long[] value) {
    chunk = value.clone();
  }

  Optional<long[]> chunk() {
    return Optional.ofNullable(chunk);
  }

  void gzip(int level) {
    gzip = level;
  }

  OptionalInt gzip() {
    return gzip < 0 ? OptionalInt.empty() : OptionalInt.of(gzip);
  }

  void externalFile(String name) {
    externalFile = name;
  }

  Optional<String> externalFile() {
    return Optional.ofNullable(externalFile);
  }

  /// Texts stand in quotes, as `h5dump` prints them.
  void quotedTexts() {
    quotedTexts = true;
  }

  boolean hasQuotedTexts() {
    return quotedTexts;
  }

  /// What the numbers are while they are on their way.
  NumericType inputType() throws ImportRefusedException {
    return inputClass.numbers().type(inputBits, ByteOrder.LITTLE_ENDIAN);
  }

  /// What the dataset stores.
  ///
  /// @throws ImportRefusedException if class, size and architecture do not go together
  NumericType outputType() throws ImportRefusedException {
    boolean floating = outputClass() == NumberClass.FP;
    boolean fits =
        switch (architecture) {
          case NATIVE -> true;
          case STD -> !floating;
          case IEEE -> floating;
          default -> false;
        };
    if (!fits) {
      throw new ImportRefusedException(
          "class " + outputClass() + " does not go with architecture " + architecture);
    }
    ByteOrder order = outputOrder;
    if (order == null) {
      order = architecture == Architecture.NATIVE ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }
    return outputClass().type(outputBits(), order);
  }
}
