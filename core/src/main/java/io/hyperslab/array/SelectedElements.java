package io.hyperslab.array;

import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.datatype.Conversion;
import java.lang.foreign.MemorySegment;

/// Elements of an array that a selection of any kind takes, read and replaced as runs.
final class SelectedElements {
  /// Copies one run.
  @FunctionalInterface
  private interface Run {
    /// @param offset where the run starts in the array's memory
    /// @param stride bytes from one of its elements to the next
    /// @param ordinal the place of the first in the result
    void copy(long offset, long stride, long ordinal, long count);
  }

  private SelectedElements() {}

  static NdArray copy(NdArray array, ResolvedSelection selection) {
    NdArray result =
        NdArray.zeros(array.datatype(), selection.resultShape())
            .withIndirectData(array.indirectData());
    MemorySegment to = result.segment();
    MemorySegment from = array.memory();
    long size = array.datatype().size();
    forEachRun(
        array,
        selection,
        (offset, stride, ordinal, count) ->
            StrideCursor.copy(from, offset, stride, to, ordinal * size, size, size, count));
    return result;
  }

  static void set(
      NdArray array, ResolvedSelection selection, NdArray values, Conversion conversion) {
    MemorySegment to = array.writableMemory();
    long size = array.datatype().size();
    MemorySegment from =
        NdArray.zeros(array.datatype(), selection.resultShape())
            .withIndirectData(array.indirectData())
            .copyFrom(values, conversion)
            .segment();
    forEachRun(
        array,
        selection,
        (offset, stride, ordinal, count) ->
            StrideCursor.copy(from, ordinal * size, size, to, offset, stride, size, count));
  }

  private static void forEachRun(NdArray array, ResolvedSelection selection, Run run) {
    int last = array.rank() - 1;
    long[] coordinates = new long[array.rank()];
    long stride = last < 0 ? array.datatype().size() : array.strides()[last];
    long total = selection.elementCount();
    for (long ordinal = 0; ordinal < total; ) {
      selection.coordinatesOf(ordinal, coordinates);
      long count = selection.contiguousFrom(ordinal);
      run.copy(array.offsetOf(coordinates), stride, ordinal, count);
      ordinal += count;
    }
  }
}
