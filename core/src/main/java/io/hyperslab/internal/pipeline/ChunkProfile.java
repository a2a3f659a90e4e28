package io.hyperslab.internal.pipeline;

import io.hyperslab.datatype.Datatype;
import java.util.List;
import java.util.Optional;

/// What all chunks of a dataset have in common.
///
/// @param type the datatype of the elements, as stored
/// @param shape sizes of a chunk, slowest first; at least one, each at least 1
/// @param fillValue one element, as stored: zeros for the default; empty if the fill value is
///   undefined
public record ChunkProfile(Datatype type, List<Long> shape, Optional<byte[]> fillValue) {
  /// Copies the list; the array is taken as it is, and not to be modified.
  ///
  /// @throws IllegalArgumentException if the chunks have no dimensions or a size below 1, their
  ///   size in bytes does not fit a `long`, or the fill value has another size than an element
  public ChunkProfile {
    shape = List.copyOf(shape);
    if (shape.isEmpty()) {
      throw new IllegalArgumentException("chunks without dimensions");
    }
    long size = type.size();
    for (long length : shape) {
      if (length < 1 || size > Long.MAX_VALUE / length) {
        throw new IllegalArgumentException("chunks of " + shape + " elements of " + type.size());
      }
      size *= length;
    }
    if (fillValue.isPresent() && fillValue.get().length != type.size()) {
      throw new IllegalArgumentException(
          "a fill value of " + fillValue.get().length + " bytes, expected " + type.size());
    }
  }

  /// The number of elements of a chunk.
  long elements() {
    long elements = 1;
    for (long length : shape) {
      elements *= length;
    }
    return elements;
  }

  /// Bytes of a chunk.
  long size() {
    return elements() * type.size();
  }
}
