package io.hyperslab.cli.edit;

import java.lang.reflect.Array;
import java.util.Arrays;

/// Arrays of arrays of texts.
final class Nested {
  private Nested() {}

  /// Texts in a shape.
  ///
  /// @param shape at least one axis
  static Object of(String[] texts, long... shape) {
    if (shape.length == 1) {
      return texts;
    }
    int[] sizes = Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
    int[] inner = Arrays.copyOfRange(sizes, 1, sizes.length);
    int each = Arrays.stream(inner).reduce(1, Math::multiplyExact);
    Object array = Array.newInstance(String.class, sizes);
    for (int i = 0; i < sizes[0]; i++) {
      long[] rest = Arrays.copyOfRange(shape, 1, shape.length);
      Array.set(array, i, of(Arrays.copyOfRange(texts, i * each, (i + 1) * each), rest));
    }
    return array;
  }
}
