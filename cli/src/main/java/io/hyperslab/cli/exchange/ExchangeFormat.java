package io.hyperslab.cli.exchange;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Formats that data is exported to and imported from.
public enum ExchangeFormat {
  /// A table whose cells are separated by commas.
  CSV,
  /// A table whose cells are separated by tabs.
  TSV,
  /// Arrays of numbers, texts and objects.
  JSON,
  /// An array of numpy.
  NPY,
  /// Arrays of numpy, by name.
  NPZ,
  /// An image.
  PNG,
  /// An image, or a stack of images.
  TIFF;

  /// The format that a file's name ends with.
  public static Optional<ExchangeFormat> ofFile(String file) {
    String suffix = file.substring(file.lastIndexOf('.') + 1);
    return switch (suffix.toLowerCase(Locale.ROOT)) {
      case "tif" -> Optional.of(TIFF);
      case "tab" -> Optional.of(TSV);
      default -> file.endsWith("." + suffix) ? named(suffix) : Optional.empty();
    };
  }

  /// The format of that name, in capitals or not: `csv`, `tiff`.
  public static Optional<ExchangeFormat> named(String name) {
    return Arrays.stream(values())
        .filter(format -> format.name().equalsIgnoreCase(name))
        .findFirst();
  }

  /// Whether it is text.
  public boolean isText() {
    return this == CSV || this == TSV || this == JSON;
  }

  /// Whether it is a table.
  public boolean isTable() {
    return this == CSV || this == TSV;
  }

  /// Whether it is an image.
  public boolean isImage() {
    return this == PNG || this == TIFF;
  }
}
