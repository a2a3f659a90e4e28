package io.hyperslab.cli.json;

import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Datatype;
import java.util.Arrays;

/// Shapes of arrays.
public final class NdArrays {
  private NdArrays() {}

  /// A shape of elements, with the dimensions of their array datatype behind it, as
  /// [io.hyperslab.array.NdArray] has them.
  public static long[] withArrayDimensions(long[] shape, Datatype type) {
    long[] full = shape.clone();
    Datatype base = type;
    while (base instanceof ArrayType array) {
      long[] inner = array.dimensions().stream().mapToLong(Long::longValue).toArray();
      int rank = full.length;
      full = Arrays.copyOf(full, rank + inner.length);
      System.arraycopy(inner, 0, full, rank, inner.length);
      base = array.base();
    }
    return full;
  }
}
