package io.hyperslab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.stream.LongStream;

/// The files beside this class, all made by `src/test/scripts/make_front_door_fixtures.py`.
public final class Fixtures {
  private Fixtures() {}

  /// Where a file is.
  public static Path path(String name) {
    URL resource = Objects.requireNonNull(Fixtures.class.getResource(name), name);
    try {
      return Path.of(resource.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A file's bytes.
  public static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Opens a file with default options.
  public static Hdf5File open(String name) {
    return open(name, OpenOptions.defaults());
  }

  /// Opens a file.
  public static Hdf5File open(String name, OpenOptions options) {
    try {
      return Hdf5File.open(path(name), options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Copies files into a directory.
  static void copyTo(Path directory, String... names) throws IOException {
    for (String name : names) {
      Files.copy(path(name), directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// The numbers from 0 to `count - 1`, which most datasets hold.
  static long[] numbers(long count) {
    return LongStream.range(0, count).toArray();
  }
}
