package io.hyperslab.internal.metadata;

import java.util.Arrays;

/// Bytes that count instead of what is stored at some address.
sealed interface Image {
  /// How many there are, at least 1.
  long size();

  /// Part of them.
  Image slice(long from, long to);

  /// Bytes in memory.
  ///
  /// @param bytes not to be changed
  record Held(byte[] bytes) implements Image {
    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public Image slice(long from, long to) {
      return new Held(Arrays.copyOfRange(bytes, (int) from, (int) to));
    }
  }

  /// Bytes that are stored somewhere else in the file, or beyond its end.
  ///
  /// @param source where, relative to the base address
  record Stored(long source, long size) implements Image {
    @Override
    public Image slice(long from, long to) {
      return new Stored(source + from, to - from);
    }
  }
}
