package io.hyperslab;

import io.hyperslab.internal.number.NumberCodec;
import io.hyperslab.internal.transfer.ElementReader;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// One stored number of a dataset, read without anything that only many elements need.
///
/// @param stored its bytes
/// @param codec tells what they say
record NumberElement(MemorySegment stored, NumberCodec codec) {
  /// An element of a dataset, if it is a number and easily read. Where it is not, or there is no
  /// such element, the general way of reading has the answer.
  static Optional<NumberElement> of(TypedData data, long[] index) {
    return data instanceof Dataset dataset
        ? dataset.guarded(() -> of(dataset.reader().elements(), index))
        : Optional.empty();
  }

  private static Optional<NumberElement> of(ElementReader elements, long[] index) {
    if (!elements.areNumbers()) {
      return Optional.empty();
    }
    MemorySegment stored = elements.read(index);
    return stored == null
        ? Optional.empty()
        : Optional.of(new NumberElement(stored, elements.codec()));
  }

  /// Whether a `double` is exactly this number.
  boolean isDouble() {
    return codec.isDouble(stored, 0);
  }

  double toDouble() {
    return codec.doubleAt(stored, 0);
  }

  /// Whether a `long` is exactly this number.
  boolean isLong() {
    return codec.isLong(stored, 0);
  }

  long toLong() {
    return codec.longAt(stored, 0);
  }

  /// Whether an `int` is exactly this number.
  boolean isInt() {
    return isLong() && toLong() == (int) toLong();
  }
}
