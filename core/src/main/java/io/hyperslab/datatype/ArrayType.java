package io.hyperslab.datatype;

import java.util.List;
import java.util.stream.Collectors;

/// A fixed-size array in one element (class 10).
///
/// @param dimensions sizes, slowest first; each at least 1
/// @param base the type of the array's elements
public record ArrayType(List<Long> dimensions, Datatype base) implements Datatype {
  /// Copies the list.
  public ArrayType {
    dimensions = List.copyOf(dimensions);
  }

  /// The number of elements of the array.
  public long elementCount() {
    long count = 1;
    for (long dimension : dimensions) {
      count = Math.multiplyExact(count, dimension);
    }
    return count;
  }

  @Override
  public long size() {
    return Math.multiplyExact(elementCount(), base.size());
  }

  @Override
  public boolean hasIndirectData() {
    return base.hasIndirectData();
  }

  @Override
  public String toString() {
    return dimensions.stream()
        .map(String::valueOf)
        .collect(Collectors.joining(", ", base + "[", "]"));
  }
}
