package io.hyperslab.cli.h5import;

import io.hyperslab.cli.h5import.ImportSettings.Architecture;
import io.hyperslab.datatype.ByteOrder;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// A configuration of keywords and their values: `RANK 3`, `DIMENSION-SIZES 5 2 4`.
final class KeywordFile {
  /// The keywords; dashes in them are underscores here.
  private enum Keyword {
    PATH,
    INPUT_CLASS,
    INPUT_SIZE,
    RANK,
    DIMENSION_SIZES,
    OUTPUT_CLASS,
    OUTPUT_SIZE,
    OUTPUT_ARCHITECTURE,
    OUTPUT_BYTE_ORDER,
    CHUNKED_DIMENSION_SIZES,
    COMPRESSION_TYPE,
    COMPRESSION_PARAM,
    EXTERNAL_STORAGE,
    MAXIMUM_DIMENSIONS,
    INPUT_BYTE_ORDER;

    String word() {
      return name().replace('_', '-');
    }
  }

  private static final int DEFAULT_LEVEL = 6;
  private static final long UNLIMITED = -1;

  private final TokenScanner scanner;
  private final ImportSettings settings;
  private final Set<Keyword> given = EnumSet.noneOf(Keyword.class);
  private int rank;
  private int level = DEFAULT_LEVEL;

  private KeywordFile(TokenScanner scanner, ImportSettings settings) {
    this.scanner = scanner;
    this.settings = settings;
  }

  /// Follows a configuration.
  ///
  /// @param first its first word, already taken; empty if there is none
  static void read(Optional<String> first, TokenScanner scanner, ImportSettings settings)
      throws ImportRefusedException {
    KeywordFile file = new KeywordFile(scanner, settings);
    Optional<String> word = first;
    while (word.isPresent()) {
      file.take(keyword(word.get()));
      word = scanner.word();
    }
    file.requireSense();
  }

  private static Keyword keyword(String word) throws ImportRefusedException {
    for (Keyword each : Keyword.values()) {
      if (each.word().equals(word)) {
        return each;
      }
    }
    throw new ImportRefusedException("unknown keyword " + word);
  }

  private void take(Keyword keyword) throws ImportRefusedException {
    if (!given.add(keyword)) {
      throw new ImportRefusedException(keyword.word() + " stands there twice");
    }
    switch (keyword) {
      case PATH -> settings.path(scanner.word("a path"));
      case INPUT_CLASS -> settings.inputClass(scanner.word("a class"));
      case INPUT_SIZE -> settings.inputBits(integer(keyword));
      case RANK -> takeRank();
      case DIMENSION_SIZES -> settings.shape(sizes(keyword, Keyword.RANK));
      case OUTPUT_CLASS -> settings.outputClass(value(NumberClass.values(), "class"));
      case OUTPUT_SIZE -> settings.outputBits(integer(keyword));
      case OUTPUT_ARCHITECTURE ->
          settings.architecture(value(Architecture.values(), "architecture"));
      case OUTPUT_BYTE_ORDER -> settings.outputOrder(order());
      case CHUNKED_DIMENSION_SIZES -> takeChunk();
      case COMPRESSION_TYPE -> value(Compression.values(), "compression");
      case COMPRESSION_PARAM -> takeLevel();
      case EXTERNAL_STORAGE -> settings.externalFile(scanner.word("a file"));
      case MAXIMUM_DIMENSIONS -> takeMaxShape();
      case INPUT_BYTE_ORDER -> order(); // numbers are native, whatever it says
    }
  }

  private enum Compression {
    GZIP
  }

  private long integer(Keyword keyword) throws ImportRefusedException {
    OptionalLong value = scanner.integer();
    if (value.isEmpty()) {
      throw new ImportRefusedException("no integer behind " + keyword.word());
    }
    return value.getAsLong();
  }

  private <T extends Enum<T>> T value(T[] values, String what) throws ImportRefusedException {
    String word = scanner.word("the " + what);
    for (T each : values) {
      if (each.name().equals(word)) {
        return each;
      }
    }
    throw new ImportRefusedException(
        "unknown " + what + " " + word + ", expected one of " + Arrays.toString(values));
  }

  private ByteOrder order() throws ImportRefusedException {
    String word = scanner.word("a byte order");
    return switch (word) {
      case "BE" -> ByteOrder.BIG_ENDIAN;
      case "LE" -> ByteOrder.LITTLE_ENDIAN;
      default -> throw new ImportRefusedException("unknown byte order " + word);
    };
  }

  private void takeRank() throws ImportRefusedException {
    long found = integer(Keyword.RANK);
    if (found < 1 || found > 32) {
      throw new ImportRefusedException("RANK is 1 to 32, not " + found);
    }
    rank = (int) found;
  }

  /// One size for each dimension.
  ///
  /// @param before the keyword that has to stand before this one
  private long[] sizes(Keyword keyword, Keyword before) throws ImportRefusedException {
    if (!given.contains(before)) {
      throw new ImportRefusedException(keyword.word() + " has to follow " + before.word());
    }
    long[] sizes = scanner.integers();
    if (sizes.length != rank) {
      throw new ImportRefusedException(
          sizes.length + " numbers behind " + keyword.word() + ", but RANK is " + rank);
    }
    return sizes;
  }

  private void takeChunk() throws ImportRefusedException {
    long[] chunk = sizes(Keyword.CHUNKED_DIMENSION_SIZES, Keyword.DIMENSION_SIZES);
    long[] shape = settings.shape();
    for (int axis = 0; axis < rank; axis++) {
      if (chunk[axis] < 1 || chunk[axis] > shape[axis]) {
        throw new ImportRefusedException(
            "chunks of size " + chunk[axis] + " in a dimension of size " + shape[axis]);
      }
    }
    settings.chunk(chunk);
  }

  private void takeMaxShape() throws ImportRefusedException {
    long[] maxShape = sizes(Keyword.MAXIMUM_DIMENSIONS, Keyword.DIMENSION_SIZES);
    long[] shape = settings.shape();
    for (int axis = 0; axis < rank; axis++) {
      if (maxShape[axis] != UNLIMITED && maxShape[axis] < shape[axis]) {
        throw new ImportRefusedException(
            "at most " + maxShape[axis] + " in a dimension of size " + shape[axis]);
      }
    }
    settings.maxShape(maxShape);
  }

  private void takeLevel() throws ImportRefusedException {
    long found = integer(Keyword.COMPRESSION_PARAM);
    if (found < 0 || found > 9) {
      throw new ImportRefusedException("COMPRESSION-PARAM is 0 to 9, not " + found);
    }
    level = (int) found;
  }

  private void requireSense() throws ImportRefusedException {
    if (given.contains(Keyword.COMPRESSION_TYPE)) {
      settings.gzip(level); // a level alone compresses nothing
    }
    if (settings.inputClass() == InputClass.STR) {
      return; // the rest is not looked at
    }
    if (!given.contains(Keyword.DIMENSION_SIZES)) {
      throw new ImportRefusedException("RANK or DIMENSION-SIZES are missing");
    }
    boolean needsChunks =
        given.contains(Keyword.COMPRESSION_TYPE) || given.contains(Keyword.MAXIMUM_DIMENSIONS);
    boolean chunked = given.contains(Keyword.CHUNKED_DIMENSION_SIZES);
    if (given.contains(Keyword.EXTERNAL_STORAGE) && (needsChunks || chunked)) {
      throw new ImportRefusedException("EXTERNAL-STORAGE goes with contiguous datasets only");
    }
    if (needsChunks && !chunked) {
      throw new ImportRefusedException(
          "COMPRESSION-TYPE and MAXIMUM-DIMENSIONS need CHUNKED-DIMENSION-SIZES");
    }
    settings.outputType();
  }
}
